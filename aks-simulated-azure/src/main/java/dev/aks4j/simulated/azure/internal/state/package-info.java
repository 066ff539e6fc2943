/** What exists: resources, quotas, policies, restrictions. */
@NullMarked
package dev.aks4j.simulated.azure.internal.state;

import org.jspecify.annotations.NullMarked;
