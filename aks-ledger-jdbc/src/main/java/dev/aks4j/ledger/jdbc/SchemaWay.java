package dev.aks4j.ledger.jdbc;

/** Who makes the tables. */
enum SchemaWay {
    OURS,
    FLYWAY,
    THERE
}
