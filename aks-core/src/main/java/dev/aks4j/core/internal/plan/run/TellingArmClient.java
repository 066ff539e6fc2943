package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.WaitListener;
import dev.aks4j.core.model.AksApiVersion;
import java.util.concurrent.CompletionStage;

/** Sends over another client, and tells one listener when a request has to wait. Immutable and thread-safe. */
record TellingArmClient(ArmClient below, WaitListener waits) implements ArmClient {

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        return below.send(request.waits(waits));
    }

    @Override
    public String subscriptionId() {
        return below.subscriptionId();
    }

    @Override
    public AksApiVersion apiVersion() {
        return below.apiVersion();
    }
}
