"""Workspaces in the back office: numbers and moments, never contents."""

from django.contrib import admin

from projects.models import Comment, Person, Project, ProjectFile, Task, Workspace


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):
    list_display = ("organisation_no", "opened_at", "exported_at", "released_at")
    search_fields = ("organisation_no",)


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("id", "workspace", "created_at", "done_at")


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ("id", "workspace", "released_at")
    search_fields = ("email",)


@admin.register(Task)
class TaskAdmin(admin.ModelAdmin):
    list_display = ("id", "project", "state", "due_on")
    list_filter = ("state",)
    exclude = ("text",)


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ("id", "task", "written_at")
    exclude = ("body",)


@admin.register(ProjectFile)
class ProjectFileAdmin(admin.ModelAdmin):
    list_display = ("id", "task", "bytes", "uploaded_at")
