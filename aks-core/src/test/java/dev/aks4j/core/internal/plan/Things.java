package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Specs for tests: any resource with any document. */
public final class Things {

    static final ResourceId GROUP = ResourceId.group("rg-shop");

    private Things() {}

    /** Returns the id of something in the group. */
    public static ResourceId id(String type, String name) {
        return GROUP.child(type, name);
    }

    /** Returns something with a size. */
    static Thing sized(String name) {
        return thing(id("Microsoft.Test/things", name), "thing", "{'properties':{'size':1}}");
    }

    static Thing group() {
        return thing(GROUP, "resourceGroup", "{'location':'westeurope'}");
    }

    static Thing vnet() {
        return thing(
                id("Microsoft.Network/virtualNetworks", "vnet-shop"),
                "virtualNetwork",
                "{'location':'westeurope','properties':{'space':'10.20.0.0/16','subnets':[{'name':'nodes','properties':{'range':'10.20.0.0/22'}}]}}");
    }

    static Thing identity() {
        return thing(
                id("Microsoft.ManagedIdentity/userAssignedIdentities", "id-shop"),
                "managedIdentity",
                "{'location':'westeurope'}");
    }

    static Thing role() {
        ResourceId subnet = vnet().id().child("subnets", "nodes");
        Json.ObjectBuilder document =
                FakeArm.json("{'properties':{'role':'Network Contributor'}}").edit();
        document.within("properties")
                .put(
                        "principalId",
                        new LateValue(
                                        identity().id().inSubscription(FakeArm.SUBSCRIPTION),
                                        "v1",
                                        "/properties/principalId")
                                .toJson());
        return new Thing(
                        Address.guidNamed(
                                subnet,
                                "Microsoft.Authorization/roleAssignments",
                                "Network Contributor",
                                List.of(identity().id())),
                        "roleAssignment",
                        document.build())
                .judged(difference -> Optional.of(difference.with(Change.FORBIDDEN, "roles never change")));
    }

    static Thing cluster() {
        return thing(
                        id("Microsoft.ContainerService/managedClusters", "shop"),
                        "managedCluster",
                        "{'location':'westeurope','properties':{'version':'1.35','agentPoolProfiles':["
                                + "{'name':'system','count':3},{'name':'apps','count':2}]}}")
                .after(role().address(), identity().address())
                .with(new PlanLine("nodePool", "system", "3 × D4"), new PlanLine("nodePool", "apps", "2 × D8"));
    }

    static Baseline baseline() {
        return new Baseline(
                List.of(cluster(), role(), identity(), vnet(), group(), storageClass("fast", "Premium_ZRS")));
    }

    /** The specs of a small environment. */
    record Baseline(List<Spec> specs) {}

    static Thing thing(ResourceId id, String type, String json) {
        return new Thing(Address.azure(id), type, FakeArm.json(json));
    }

    static KubernetesThing storageClass(String name, String sku) {
        Address address = Address.kubernetes(cluster().id(), "storage.k8s.io/v1", "StorageClass", name);
        return new KubernetesThing(
                address,
                FakeArm.json("{'apiVersion':'storage.k8s.io/v1','kind':'StorageClass','metadata':{'name':'" + name
                        + "'},'parameters':{'skuName':'" + sku + "'}}"));
    }

    /** A spec of an Azure resource. */
    record Thing(
            Address address,
            String type,
            Json document,
            Set<Address> needs,
            List<PlanLine> lines,
            List<Spec> derived,
            List<Problem> problems,
            Function<Difference, Optional<Difference>> judge)
            implements Spec {

        Thing(Address address, String type, Json document) {
            this(address, type, document, Set.of(), List.of(), List.of(), List.of(), Optional::of);
        }

        ResourceId id() {
            return ((Address.InAzure) address).id();
        }

        Thing after(Address... needed) {
            return new Thing(address, type, document, Set.of(needed), lines, derived, problems, judge);
        }

        Thing with(PlanLine... parts) {
            return new Thing(address, type, document, needs, List.of(parts), derived, problems, judge);
        }

        Thing bringing(Spec... more) {
            return new Thing(address, type, document, needs, lines, List.of(more), problems, judge);
        }

        Thing wrong(Problem... found) {
            return new Thing(address, type, document, needs, lines, derived, List.of(found), judge);
        }

        Thing judged(Function<Difference, Optional<Difference>> by) {
            return new Thing(address, type, document, needs, lines, derived, problems, by);
        }

        Thing saying(String json) {
            return new Thing(address, type, FakeArm.json(json), needs, lines, derived, problems, judge);
        }

        @Override
        public ResourceKind<?> kind() {
            return new ThingKind(type);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Thing thing
                    && address.equals(thing.address)
                    && type.equals(thing.type)
                    && document.equals(thing.document);
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }
    }

    private static final class ThingKind extends ArmKind<Thing> {
        private final String type;

        ThingKind(String type) {
            this.type = type;
        }

        @Override
        public String name() {
            return type;
        }

        @Override
        public String apiVersion() {
            return "v1";
        }

        @Override
        public List<Problem> check(Thing spec, Scope scope) {
            return spec.problems();
        }

        @Override
        public Set<Address> requires(Thing spec) {
            return spec.needs();
        }

        @Override
        public String summary(Thing spec) {
            return spec.document().path("properties").path("version").asText("as declared");
        }

        @Override
        public List<PlanLine> parts(Thing spec) {
            return spec.lines();
        }

        @Override
        protected Json document(Thing spec, Scope scope) {
            return spec.document();
        }

        @Override
        protected Optional<Difference> judge(Thing spec, Difference difference, Json live) {
            return spec.judge().apply(difference);
        }
    }

    /** A spec of a Kubernetes object. */
    record KubernetesThing(Address address, Json manifest) implements Spec {
        @Override
        public ResourceKind<?> kind() {
            return new KubernetesThingKind();
        }
    }

    private static final class KubernetesThingKind extends KubernetesKind<KubernetesThing> {
        @Override
        public String name() {
            return "storageClass";
        }

        @Override
        public String apiVersion() {
            return "storage.k8s.io/v1";
        }

        @Override
        public String summary(KubernetesThing spec) {
            return spec.manifest().at("/parameters/skuName").asText();
        }

        @Override
        protected Json manifest(KubernetesThing spec, Scope scope) {
            return spec.manifest();
        }
    }
}
