"""What organisations keep in the software: projects, the people in them, tasks, comments and files.

Law: everything belongs to one workspace; when its organisation leaves, `released_at` is set on the workspace and copied to
its people, and all of it goes together.
"""

from django.db import models


class Workspace(models.Model):
    """The contents of one organisation. `exported_at`: they were handed over before they are deleted."""

    organisation_no = models.CharField(max_length=12, unique=True)
    opened_at = models.DateTimeField()
    exported_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "workspaces"

    def __str__(self) -> str:
        return self.organisation_no


class Project(models.Model):
    """Something that is planned together."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="projects")
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "projects"

    def __str__(self) -> str:
        return f"project {self.pk}"


class Person(models.Model):
    """Somebody who occurs in a workspace, with or without an account of their own."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    released_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "people"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["workspace", "email"], name="person_once")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Task(models.Model):
    """Something that one person is to do."""

    STATES = {"open": "offen", "doing": "in Arbeit", "done": "erledigt"}

    project = models.ForeignKey(Project, models.PROTECT, related_name="tasks")
    assignee = models.ForeignKey(Person, models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=6, choices=STATES, default="open", db_index=True)
    created_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "tasks"

    def __str__(self) -> str:
        return f"task {self.pk}"


class Comment(models.Model):
    """What somebody wrote on a task."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="comments")
    author = models.ForeignKey(Person, models.PROTECT, related_name="comments")
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        db_table = "comments"

    def __str__(self) -> str:
        return f"comment {self.pk}"


class ProjectFile(models.Model):
    """A file on a task; `storage_key` names the object in the store."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="files")
    uploader = models.ForeignKey(Person, models.PROTECT, related_name="files")
    name = models.CharField(max_length=160)
    storage_key = models.CharField(max_length=120, unique=True)
    bytes = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        db_table = "project_files"

    def __str__(self) -> str:
        return f"file {self.pk}"
