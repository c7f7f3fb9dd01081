"""Settings: one module per kind of database, because customers' data and a customer's instance never share one."""
