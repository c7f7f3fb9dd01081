"""The customer's own staff: accounts, roles and permissions within one instance."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Permission(models.Model):
    """One thing that a role may do, such as `tickets.view`."""

    code = models.CharField(max_length=40, unique=True)

    class Meta:
        db_table = "permissions"

    def __str__(self) -> str:
        return self.code


class Role(models.Model):
    """A named set of permissions."""

    name = models.CharField(max_length=40, unique=True)
    permissions = models.ManyToManyField(Permission, through="RolePermission")

    class Meta:
        db_table = "roles"

    def __str__(self) -> str:
        return self.name


class RolePermission(models.Model):
    """A permission of a role."""

    role = models.ForeignKey(Role, models.CASCADE)
    permission = models.ForeignKey(Permission, models.CASCADE)

    class Meta:
        db_table = "role_permissions"
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="permission_once")]


class User(AbstractBaseUser):
    """A person who works in the instance; `password` holds a hash only."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField()
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    roles = models.ManyToManyField(Role, through="UserRole")

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        db_table = "users"

    def __str__(self) -> str:
        return f"user {self.pk}"


class UserRole(models.Model):
    """A role of a user."""

    user = models.ForeignKey(User, models.CASCADE)
    role = models.ForeignKey(Role, models.PROTECT)

    class Meta:
        db_table = "user_roles"
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]
