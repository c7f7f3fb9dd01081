CREATE TABLE `django_migrations` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `app` varchar(255) NOT NULL, `name` varchar(255) NOT NULL, `applied` datetime(6) NOT NULL);
CREATE TABLE `reports` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `day` date NOT NULL, `page` varchar(120) NOT NULL, `views` integer UNSIGNED NOT NULL CHECK (`views` >= 0), `seconds` integer UNSIGNED NOT NULL CHECK (`seconds` >= 0), CONSTRAINT `page_once_a_day` UNIQUE (`day`, `page`));
INSERT INTO django_migrations (app, name, applied) VALUES ('website', '0001_initial', '2015-01-01 00:00:00');
