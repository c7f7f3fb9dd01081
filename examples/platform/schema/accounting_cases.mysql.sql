CREATE TABLE `django_migrations` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `app` varchar(255) NOT NULL, `name` varchar(255) NOT NULL, `applied` datetime(6) NOT NULL);
CREATE TABLE `requests` (`id` bigint AUTO_INCREMENT NOT NULL PRIMARY KEY, `number` varchar(16) NOT NULL UNIQUE, `kind` varchar(16) NOT NULL, `channel` varchar(8) NOT NULL, `name` varchar(120) NOT NULL, `email` varchar(254) NOT NULL, `wish` longtext NOT NULL, `against` varchar(60) NOT NULL, `received_at` datetime(6) NOT NULL, `due_on` date NOT NULL, `extended_until` date NULL, `extension_reason` varchar(200) NOT NULL, `answered_at` datetime(6) NULL, `outcome` varchar(8) NULL, `answer` longtext NOT NULL, `grounds` varchar(200) NOT NULL, `closed_at` datetime(6) NULL, CONSTRAINT `requests_closed_decided` CHECK ((`closed_at` IS NULL OR `outcome` IS NOT NULL)), CONSTRAINT `requests_refused_grounds` CHECK ((NOT (`outcome` = 'refused' AND `outcome` IS NOT NULL) OR NOT (`grounds` = ''))));
CREATE INDEX `requests_email_a899a4f8` ON `requests` (`email`);
CREATE INDEX `requests_received_at_692cdb61` ON `requests` (`received_at`);
CREATE INDEX `requests_due_on_c42fd4b6` ON `requests` (`due_on`);
CREATE INDEX `requests_closed_at_309b69c9` ON `requests` (`closed_at`);
INSERT INTO django_migrations (app, name, applied) VALUES ('desk', '0001_initial', '2015-01-01 00:00:00');
