"""Staff in the back office; bank accounts are never shown."""

from django.contrib import admin

from staff.models import Absence, Employee, Hours, Payroll


@admin.register(Employee)
class EmployeeAdmin(admin.ModelAdmin):
    list_display = ("number", "function", "joined_on", "left_on")
    search_fields = ("number", "name")
    exclude = ("iban",)


@admin.register(Payroll)
class PayrollAdmin(admin.ModelAdmin):
    list_display = ("id", "employee", "month")


@admin.register(Hours)
class HoursAdmin(admin.ModelAdmin):
    list_display = ("id", "employee", "day")


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ("id", "employee", "kind", "since", "until")
