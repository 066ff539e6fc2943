package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a route table and its routes should be. Routes of the live table that the spec does not name stay: kubenet
 * writes those of its nodes there. Immutable and thread-safe.
 *
 * <pre>{@code
 * RouteTableSpec egress = RouteTableSpec.builder("rt-egress", group)
 *     .route("internet", "0.0.0.0/0", NextHop.appliance("10.0.1.4"))    // the firewall in the hub
 *     .build();
 * }</pre>
 */
public final class RouteTableSpec extends ArmSpec {

    private static final ArmType<RouteTableSpec> KIND = ArmType.<RouteTableSpec>of(
                    "routeTable", ResourceNames.TYPE + "routeTables", ResourceNames.API_VERSION)
            .document((table, document) -> document.setDefault("/properties/disableBgpRoutePropagation", false)
                    .set("/properties/disableBgpRoutePropagation", table.gatewayRoutes.map(on -> !on))
                    .each(
                            "/properties/routes",
                            table.routes,
                            (route, element) -> element.set("/name", route.name())
                                    .set("/properties/addressPrefix", route.destination())
                                    .set(
                                            "/properties/nextHopType",
                                            route.nextHop().type())
                                    .set(
                                            "/properties/nextHopIpAddress",
                                            route.nextHop().address())))
            .summary(RouteTableSpec::text)
            .undeclared(
                    Undeclared.absent("/properties/routes/*").secure(),
                    Undeclared.value("/properties/disableBgpRoutePropagation", false))
            .rules(RouteTableRules.ALL)
            .build();

    private final List<Route> routes;
    private final Optional<Boolean> gatewayRoutes;

    private RouteTableSpec(Builder builder) {
        super(builder);
        routes = List.copyOf(builder.routes);
        gatewayRoutes = builder.gatewayRoutes;
    }

    /** Starts a route table. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /** Starts a route table in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    /** Returns the routes, in the order of their definition. */
    public List<Route> routes() {
        return routes;
    }

    /** Returns the route of all traffic that no other route takes, {@code 0.0.0.0/0}, if there is one. */
    public Optional<Route> defaultRoute() {
        return routes.stream()
                .filter(route -> route.destination().equals("0.0.0.0/0"))
                .findFirst();
    }

    private String text() {
        return routes.size() == 1
                ? routes.get(0).toString()
                : routes.size() + " routes"
                        + defaultRoute().map(route -> ", " + route).orElse("");
    }

    @Override
    public ArmType<RouteTableSpec> kind() {
        return KIND;
    }

    /**
     * A route. Immutable and thread-safe.
     *
     * @param name its name in the table
     * @param destination a range, or a service tag
     * @param nextHop where its traffic goes
     */
    public record Route(String name, String destination, NextHop nextHop) {
        /** Returns the range, if the destination is one. */
        public Optional<Cidr> range() {
            return Ranges.read(destination);
        }

        @Override
        public String toString() {
            return destination + " to " + nextHop;
        }
    }

    /** Builds a {@link RouteTableSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<RouteTableSpec, Builder> {
        private final List<Route> routes = new ArrayList<>();
        private Optional<Boolean> gatewayRoutes = Optional.empty();

        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        /**
         * Adds a route; at most 400.
         *
         * @param name its name in the table
         * @param destination a range in CIDR notation, or a service tag such as {@code AzureCloud.westeurope}
         * @param nextHop where its traffic goes
         */
        public Builder route(String name, String destination, NextHop nextHop) {
            routes.add(new Route(name, destination, nextHop));
            return this;
        }

        /** Sets whether routes that a gateway learned are taken over. Default: they are. */
        public Builder gatewayRoutes(boolean takenOver) {
            gatewayRoutes = Optional.of(takenOver);
            return this;
        }

        @Override
        protected RouteTableSpec create() {
            return new RouteTableSpec(this);
        }
    }
}
