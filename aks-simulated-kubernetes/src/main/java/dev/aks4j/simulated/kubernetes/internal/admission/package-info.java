/** What completes or refuses an object after it was decoded and before it is checked. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.admission;

import org.jspecify.annotations.NullMarked;
