CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "reports" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "page" varchar(120) NOT NULL, "views" integer unsigned NOT NULL CHECK ("views" >= 0), "seconds" integer unsigned NOT NULL CHECK ("seconds" >= 0), CONSTRAINT "page_once_a_day" UNIQUE ("day", "page"));
INSERT INTO django_migrations (app, name, applied) VALUES ('website', '0001_initial', '2015-01-01 00:00:00');
