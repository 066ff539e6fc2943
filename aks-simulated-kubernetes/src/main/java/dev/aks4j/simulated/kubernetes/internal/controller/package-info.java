/** What happens by itself after an object is stored. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.controller;

import org.jspecify.annotations.NullMarked;
