/** The way from the library to the simulator, in the process. */
@NullMarked
package dev.aks4j.testkit.internal;

import org.jspecify.annotations.NullMarked;
