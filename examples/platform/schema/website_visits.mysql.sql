CREATE TABLE `django_migrations` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `app` varchar(255) NOT NULL, `name` varchar(255) NOT NULL, `applied` datetime(6) NOT NULL);
CREATE TABLE `log_action` (`idaction` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(200) NOT NULL UNIQUE);
CREATE TABLE `log_visit` (`idvisit` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `idvisitor` varchar(16) NOT NULL, `visit_first_action_time` datetime(6) NOT NULL, `visit_last_action_time` datetime(6) NOT NULL, `location_ip` varchar(45) NOT NULL, `location_country` varchar(2) NOT NULL, `location_region` varchar(3) NOT NULL, `referer_url` varchar(200) NOT NULL, `config_browser_name` varchar(12) NOT NULL, `config_os` varchar(12) NOT NULL, `visit_total_actions` integer UNSIGNED NOT NULL CHECK (`visit_total_actions` >= 0));
CREATE TABLE `log_link_visit_action` (`idlink_va` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `server_time` datetime(6) NOT NULL, `time_spent` integer UNSIGNED NOT NULL CHECK (`time_spent` >= 0), `idaction_url` bigint NOT NULL, `idvisit` bigint NOT NULL);
CREATE INDEX `log_visit_idvisitor_e9b8f99d` ON `log_visit` (`idvisitor`);
CREATE INDEX `log_visit_visit_last_action_time_18eaf98c` ON `log_visit` (`visit_last_action_time`);
ALTER TABLE `log_link_visit_action` ADD CONSTRAINT `log_link_visit_actio_idaction_url_f9be2068_fk_log_actio` FOREIGN KEY (`idaction_url`) REFERENCES `log_action` (`idaction`);
ALTER TABLE `log_link_visit_action` ADD CONSTRAINT `log_link_visit_action_idvisit_2be21fb6_fk_log_visit_idvisit` FOREIGN KEY (`idvisit`) REFERENCES `log_visit` (`idvisit`);
INSERT INTO django_migrations (app, name, applied) VALUES ('visits', '0001_initial', '2015-01-01 00:00:00');
