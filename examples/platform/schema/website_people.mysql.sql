CREATE TABLE `django_migrations` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `app` varchar(255) NOT NULL, `name` varchar(255) NOT NULL, `applied` datetime(6) NOT NULL);
CREATE TABLE `applications` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `name` varchar(120) NOT NULL, `email` varchar(254) NOT NULL, `phone` varchar(40) NOT NULL, `position` varchar(120) NOT NULL, `letter` longtext NOT NULL, `path` varchar(160) NOT NULL, `channel` varchar(8) NOT NULL, `received_at` datetime(6) NOT NULL, `decided_on` date NULL, `outcome` varchar(12) NULL, CONSTRAINT `applications_decided_outcome` CHECK (((`decided_on` IS NULL AND `outcome` IS NULL) OR (`decided_on` IS NOT NULL AND `outcome` IS NOT NULL))));
CREATE INDEX `applications_email_f8a5b5dd` ON `applications` (`email`);
CREATE INDEX `applications_received_at_49b478dd` ON `applications` (`received_at`);
CREATE INDEX `applications_decided_on_6fe9ac14` ON `applications` (`decided_on`);
INSERT INTO django_migrations (app, name, applied) VALUES ('applications', '0001_initial', '2015-01-01 00:00:00');
