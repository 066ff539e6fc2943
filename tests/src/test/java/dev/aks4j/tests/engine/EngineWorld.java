package dev.aks4j.tests.engine;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.internal.operation.OperationEngine;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The operation engine on simulated Azure, with a resource group in it. */
final class EngineWorld {

    static final String VERSION = "2026-08-01";
    static final String RESOURCES = "2025-04-01";
    static final String NETWORK = "2025-03-01";

    final SimulatedAzure azure;
    final ArmPipeline pipeline;
    final OperationEngine engine;
    final ResourceId group;

    EngineWorld(long seed) {
        this(SimulatedAzure.builder().seed(seed).build(), true);
    }

    private EngineWorld(SimulatedAzure azure, boolean fresh) {
        this.azure = azure;
        AksCredential credential = AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret());
        Tokens tokens = Tokens.of(
                credential,
                AzureCloud.PUBLIC,
                azure.transport().entra(),
                azure.transport().scheduler());
        pipeline = ArmPipeline.builder(azure.transport(), AzureCloud.PUBLIC, tokens, azure.subscriptionId())
                .random(() -> 0.5)
                .build();
        engine = OperationEngine.on(pipeline);
        group = ResourceId.group("rg").inSubscription(azure.subscriptionId());
        if (fresh) {
            end(ArmRequest.put(group, RESOURCES, json("{'location':'westeurope'}")), group, RESOURCES);
        }
    }

    /** Returns another process on the same Azure. */
    EngineWorld another() {
        return new EngineWorld(azure, false);
    }

    ResourceId cluster(String name) {
        return group.child("Microsoft.ContainerService/managedClusters", name);
    }

    ArmRequest create(String name) {
        return ArmRequest.put(
                cluster(name),
                VERSION,
                json("{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'" + name
                        + "','kubernetesVersion':'1.35','agentPoolProfiles':[{'name':'system','mode':'System','count':2,"
                        + "'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    Operation start(ArmRequest write, ResourceId resource) {
        return get(engine.start(write, resource, VERSION));
    }

    Operation action(String name, String action) {
        return start(ArmRequest.post(cluster(name), action, VERSION, Json.missing()), cluster(name));
    }

    Json end(ArmRequest write, ResourceId resource, String version) {
        return get(engine.start(write, resource, version)).await(Duration.ofHours(2));
    }

    Json read(ResourceId resource) {
        return get(engine.read(resource, VERSION));
    }

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    <T> T get(CompletionStage<T> stage) {
        try {
            return azure.time().await(stage, Duration.ofHours(3));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
