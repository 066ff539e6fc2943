-- The ledger of aks4j: runs, and what each of them wrote down. PostgreSQL and H2 take it as it is.

create table aks4j_schema (
  version integer not null
);

create table aks4j_run (
  id            varchar(200) primary key,
  number        bigint generated always as identity,
  next_position bigint not null,
  started_at    timestamp with time zone not null,
  -- The last sign of life of who carries the run out.
  seen_at       timestamp with time zone not null,
  finished_at   timestamp with time zone,
  -- The order in which runs finished.
  finished_as   bigint
);

create index aks4j_run_by_end on aks4j_run (finished_at);

create sequence aks4j_end;

create table aks4j_entry (
  run         varchar(200) not null references aks4j_run (id) on delete cascade,
  at_position bigint not null,
  fact        text not null,
  is_last     boolean not null,
  primary key (run, at_position)
);

create table aks4j_run_label (
  run         varchar(200) not null references aks4j_run (id) on delete cascade,
  label_name  varchar(1000) not null,
  label_value varchar(10000) not null,
  primary key (run, label_name)
);

create table aks4j_run_subscription (
  run          varchar(200) not null references aks4j_run (id) on delete cascade,
  subscription varchar(200) not null,
  primary key (run, subscription)
);

create index aks4j_run_by_subscription on aks4j_run_subscription (subscription);

insert into aks4j_schema (version) values (1);
