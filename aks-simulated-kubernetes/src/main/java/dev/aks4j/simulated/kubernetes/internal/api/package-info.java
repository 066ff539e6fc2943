/** The way of a request: paths, bodies, verbs, discovery, answers. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.api;

import org.jspecify.annotations.NullMarked;
