package dev.aks4j.core;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.HandOver;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Scheduler;
import java.util.concurrent.CompletionStage;

/** The client as callers get it: what they do with an answer holds up none of ours. Thread-safe. */
record CallersArmClient(ArmClient below, Scheduler scheduler) implements ArmClient {

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        return HandOver.of(below.send(request), scheduler);
    }

    @Override
    public AksApiVersion apiVersion() {
        return below.apiVersion();
    }

    @Override
    public String subscriptionId() {
        return below.subscriptionId();
    }
}
