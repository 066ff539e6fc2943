/** Microsoft Entra ID: tokens, federation, and what Microsoft Graph is asked. */
@NullMarked
package dev.aks4j.simulated.azure.internal.entra;

import org.jspecify.annotations.NullMarked;
