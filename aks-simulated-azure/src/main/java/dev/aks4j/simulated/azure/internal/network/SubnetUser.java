package dev.aks4j.simulated.azure.internal.network;

import java.util.Set;

/** A resource that occupies subnets, which therefore cannot be deleted. */
public interface SubnetUser {

    /** Returns the ids of the subnets. */
    Set<String> subnetIds();

    /** Returns the id under which a subnet's refusal names the user. */
    String subnetUserId();
}
