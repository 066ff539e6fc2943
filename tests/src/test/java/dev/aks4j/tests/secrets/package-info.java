/**
 * No secret comes out: a process is given marked secrets wherever one can enter, works and fails with them, and everything
 * that it writes is searched.
 */
package dev.aks4j.tests.secrets;
