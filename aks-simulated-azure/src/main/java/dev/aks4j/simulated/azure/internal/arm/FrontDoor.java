package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.List;
import java.util.Optional;

/**
 * Azure Resource Manager's front door: faults, authentication, API version, authorization, throttling, registration,
 * resource groups; then the provider. Guarded by the simulator's lock.
 */
public final class FrontDoor implements Service {

    private final Cloud cloud;
    private final Authentication authentication;
    private final Authorization authorization;
    private final ArmThrottle throttle;
    private final Providers providers;
    private final Management management;
    private final Locks locks;

    /** Opens the door to some providers. */
    public FrontDoor(Cloud cloud, IssuedTokens tokens, List<ResourceProvider> providers) {
        this.cloud = cloud;
        this.authentication = new Authentication(cloud, tokens);
        this.authorization = new Authorization(cloud);
        this.throttle = new ArmThrottle(cloud);
        this.providers = new Providers(cloud, providers);
        this.management = new Management(cloud, this.providers);
        this.locks = new Locks(cloud);
    }

    /** Returns which providers are registered. */
    public Providers providers() {
        return providers;
    }

    @Override
    public Response answer(Request request) {
        List<Fault> faults = cloud.journal().met(() -> cloud.faults().met(request));
        Response response;
        try {
            InjectedAnswers.before(request, faults);
            Optional<Response> instead = InjectedAnswers.instead(faults);
            response = instead.isPresent() ? instead.get() : admitted(request, faults);
        } catch (ArmError error) {
            response = error.response();
        }
        if (faults.stream().anyMatch(Fault.DropAfter.class::isInstance)) {
            throw new ConnectionDropped(request.method() + " " + request.uri().getPath());
        }
        return InjectedAnswers.after(ArmHeaders.add(response, request, cloud), faults);
    }

    private Response admitted(Request request, List<Fault> faults) {
        if (request.uri().getPath().startsWith("/metadata/")) {
            return Metadata.answer(request, cloud);
        }
        DirectoryPrincipal caller = authentication.caller(request);
        ArmCall understood = ArmCall.of(request, caller, faults);
        ApiVersions.require(understood);
        requireSubscription(understood.path());
        authorization.require(understood);
        throttle.admit(request.method(), caller.objectId());
        Response response;
        try {
            response = dispatch(understood);
        } catch (ArmError error) {
            response = error.response();
        }
        return throttle.tell(response, request.method(), caller.objectId());
    }

    private void requireSubscription(ArmPath path) {
        path.subscription()
                .filter(id -> !id.equalsIgnoreCase(cloud.subscriptionId()))
                .ifPresent(id -> {
                    throw ArmError.gateway(
                            404, "SubscriptionNotFound", "The subscription '" + id + "' could not be found.");
                });
    }

    private void requirePolicies(ArmCall request) {
        if (cloud.policies().isEmpty()
                || !request.method().equals("PUT")
                || !request.path().namesResource()) {
            return;
        }
        String type = request.path()
                .namespace()
                .map(namespace -> namespace + "/" + request.path().types())
                .orElse("Microsoft.Resources/subscriptions/resourceGroups");
        cloud.policies().against(type, request.body()).ifPresent(policy -> {
            throw ArmError.gateway(
                    403,
                    "RequestDisallowedByPolicy",
                    "Resource '" + request.path().resource().replaceAll(".*/", "")
                            + "' was disallowed by policy. Policy identifiers: '[{\"policyAssignment\":{\"name\":\""
                            + policy.name() + "\",\"id\":\"" + cloud.subscriptionScope()
                            + "/providers/Microsoft.Authorization/policyAssignments/" + policy.name() + "\"}}]'.");
        });
    }

    /** Answers a request that a deployment makes, with the rights of whoever began it. */
    public Response nested(ArmCall request) {
        ApiVersions.require(request);
        authorization.require(request);
        return dispatch(request);
    }

    private Response dispatch(ArmCall request) {
        locks.require(request);
        TagLimits.require(request);
        requirePolicies(request);
        Optional<String> namespace = request.path().namespace();
        if (namespace.isEmpty()
                || request.path().matches("register")
                || request.path().matches("unregister")) {
            return management.answer(request);
        }
        ResourceProvider provider = providers.require(namespace.get());
        provider.requireVersion(request);
        request.path().group().ifPresent(group -> management.groups().require(group, request.method()));
        return provider.answer(request);
    }
}
