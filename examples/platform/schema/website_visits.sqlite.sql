CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "log_action" ("idaction" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL UNIQUE);
CREATE TABLE "log_visit" ("idvisit" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "idvisitor" varchar(16) NOT NULL, "visit_first_action_time" datetime NOT NULL, "visit_last_action_time" datetime NOT NULL, "location_ip" varchar(45) NOT NULL, "location_country" varchar(2) NOT NULL, "location_region" varchar(3) NOT NULL, "referer_url" varchar(200) NOT NULL, "config_browser_name" varchar(12) NOT NULL, "config_os" varchar(12) NOT NULL, "visit_total_actions" integer unsigned NOT NULL CHECK ("visit_total_actions" >= 0));
CREATE TABLE "log_link_visit_action" ("idlink_va" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "server_time" datetime NOT NULL, "time_spent" integer unsigned NOT NULL CHECK ("time_spent" >= 0), "idaction_url" bigint NOT NULL REFERENCES "log_action" ("idaction") DEFERRABLE INITIALLY DEFERRED, "idvisit" bigint NOT NULL REFERENCES "log_visit" ("idvisit") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "log_visit_idvisitor_e9b8f99d" ON "log_visit" ("idvisitor");
CREATE INDEX "log_visit_visit_last_action_time_18eaf98c" ON "log_visit" ("visit_last_action_time");
CREATE INDEX "log_link_visit_action_idaction_url_f9be2068" ON "log_link_visit_action" ("idaction_url");
CREATE INDEX "log_link_visit_action_idvisit_2be21fb6" ON "log_link_visit_action" ("idvisit");
INSERT INTO django_migrations (app, name, applied) VALUES ('visits', '0001_initial', '2015-01-01 00:00:00');
