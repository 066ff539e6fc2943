/**
 * What roles allow: Kubernetes' rules and Azure's permissions, evaluated over documents as they are read.
 *
 * <p>Come here when an answer about rights is not the one that Kubernetes or Azure gives.
 */
@NullMarked
package dev.aks4j.identity.internal.rights;

import org.jspecify.annotations.NullMarked;
