CREATE TABLE countries (code varchar(2) PRIMARY KEY, name varchar(40));
CREATE TABLE customers (id integer PRIMARY KEY, name varchar(80), email varchar(120), left_at timestamp, notes varchar(200));
CREATE TABLE invoices (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), issued_on date);
CREATE TABLE tickets (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), closed_at timestamp);
CREATE TABLE consents (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), given_at timestamp, confirmed_at timestamp, withdrawn_at timestamp, text_version varchar(10));
