package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Locale;

/** What Azure Resource Manager answers itself: tenants, subscriptions, groups, providers, listings of resources. */
final class Management {

    private final Cloud cloud;
    private final Providers providers;
    private final ResourceGroups groups;

    Management(Cloud cloud, Providers providers) {
        this.cloud = cloud;
        this.providers = providers;
        this.groups = new ResourceGroups(cloud);
    }

    ResourceGroups groups() {
        return groups;
    }

    Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.namespace().isPresent()) {
            return registration(request, path.namespace().get());
        }
        String first = path.rest().isEmpty() ? "" : path.rest().get(0).toLowerCase(Locale.ROOT);
        if (path.group().isPresent()) {
            return first.equals("resources")
                    ? resources(path.scope())
                    : groups.answer(request, path.group().get());
        }
        return switch (first) {
            case "" -> Arm.json(200, subscription());
            case "subscriptions" -> Arm.list(List.of(subscription()));
            case "tenants" -> Arm.list(List.of(tenant()));
            case "locations" -> Arm.list(Regions.views(cloud.subscriptionScope()));
            case "resourcegroups" -> groups.list();
            case "resources" -> resources(cloud.subscriptionScope());
            case "operationresults" -> groups.result(request);
            case "providers" ->
                path.rest().size() == 1
                        ? Arm.list(providers.views())
                        : Arm.json(
                                200, providers.view(providers.find(path.rest().get(1))));
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response registration(ArmCall request, String namespace) {
        if (!request.method().equals("POST")) {
            throw Arm.noSuchVerb(request);
        }
        if (request.path().matches("unregister")) {
            providers.unregister(namespace);
            return Arm.json(200, providers.view(providers.find(namespace)));
        }
        return Arm.json(200, providers.register(namespace));
    }

    private ObjectNode subscription() {
        ObjectNode view = AzureJson.object()
                .put("id", cloud.subscriptionScope())
                .put("authorizationSource", "RoleBased")
                .put("subscriptionId", cloud.subscriptionId())
                .put("tenantId", cloud.tenantId())
                .put("displayName", "Simulated Azure")
                .put("state", "Enabled");
        view.putObject("subscriptionPolicies")
                .put("locationPlacementId", "Public_2014-09-01")
                .put("quotaId", "PayAsYouGo_2014-09-01")
                .put("spendingLimit", "Off");
        view.putArray("managedByTenants");
        return view;
    }

    private ObjectNode tenant() {
        return AzureJson.object()
                .put("id", "/tenants/" + cloud.tenantId())
                .put("tenantId", cloud.tenantId())
                .put("displayName", "Simulated tenant")
                .put("tenantCategory", "Home")
                .put("defaultDomain", "simulated.onmicrosoft.com");
    }

    private Response resources(String scope) {
        return Arm.list(cloud.resources().below(Resource.class, scope).stream()
                .filter(each -> !each.type().equals("Microsoft.Resources/deployments"))
                .filter(Management::isListed)
                .map(Management::listed)
                .toList());
    }

    /** Only resources right below a group are listed, not the children of resources. */
    private static boolean isListed(Resource resource) {
        return resource.type().chars().filter(c -> c == '/').count() == 1
                && !resource.type().equals(ResourceGroups.TYPE);
    }

    private static ObjectNode listed(Resource resource) {
        ObjectNode full = resource.view();
        ObjectNode view = AzureJson.object()
                .put("id", resource.id())
                .put("name", resource.name())
                .put("type", resource.type());
        for (String field : List.of("location", "tags", "identity", "sku", "kind")) {
            if (full.hasNonNull(field)) {
                view.set(field, full.get(field));
            }
        }
        return view;
    }
}
