/**
 * A ledger in a database, which replicas of a service share: {@link dev.aks4j.ledger.jdbc.JdbcLedger}.
 *
 * <p>Come here when several processes carry out runs, or when you want to query them.
 */
@NullMarked
package dev.aks4j.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
