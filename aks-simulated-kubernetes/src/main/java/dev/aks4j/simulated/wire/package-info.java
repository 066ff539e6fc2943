/**
 * Requests and answers, without a network.
 *
 * <p>Come here when you speak to a simulator in requests and answers.
 */
@NullMarked
package dev.aks4j.simulated.wire;

import org.jspecify.annotations.NullMarked;
