/**
 * Requests and answers over HTTPS.
 *
 * <p>Come here when you open a simulator on a port.
 */
@NullMarked
package dev.aks4j.simulated.wire.https;

import org.jspecify.annotations.NullMarked;
