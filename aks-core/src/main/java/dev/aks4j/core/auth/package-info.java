/**
 * Credentials for Microsoft Entra ID and the tokens they give: service principals, federated workload identity,
 * managed identity and the Azure CLI, on msal4j and nothing else. Knows clouds; knows nothing of requests to
 * Azure.
 *
 * <p>Come here when you say who the program is, and in which cloud.
 */
@NullMarked
package dev.aks4j.core.auth;

import org.jspecify.annotations.NullMarked;
