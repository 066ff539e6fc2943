package dev.aks4j.core.internal.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which of Azure's limits a request counts against, the narrowest first. Azure Resource Manager: a bucket for each
 * subscription, principal and sort of request (learn.microsoft.com, request-limits-and-throttling). AKS: buckets for each
 * cluster, pool or subscription in a region (learn.microsoft.com/azure/aks/quotas-skus-regions). Network: requests in five
 * minutes. Regions are learned from the status URLs that Azure hands out. Thread-safe.
 */
public final class Limits {

    private static final String AKS = "microsoft.containerservice";
    private static final String NETWORK = "microsoft.network";
    private static final int MOST_REGIONS = 20_000;

    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> regionsOfSubscription = new ConcurrentHashMap<>();

    /** Returns the limits of a request, narrowest first, so that what waits for a narrow one holds nothing of a wide one. */
    List<Limit> of(String method, String path) {
        List<String> parts = List.of(path.substring(1).toLowerCase(Locale.ROOT).split("/"));
        String subscription = after(parts, 0, "subscriptions");
        int providers = parts.lastIndexOf("providers");
        String provider = providers >= 0 && providers + 1 < parts.size() ? parts.get(providers + 1) : "";
        List<Limit> limits = new ArrayList<>(2);
        if (provider.equals(AKS)) {
            limits.add(aks(method, parts, providers, subscription));
        } else if (provider.equals(NETWORK)) {
            limits.add(network(method, subscription));
        }
        limits.add(gateway(method, subscription));
        return limits;
    }

    /** Remembers the region of the cluster that a request went to, from the status URL in the answer. */
    void learn(String path, String statusUrl) {
        List<String> url = List.of(statusUrl.toLowerCase(Locale.ROOT).split("/"));
        String region = after(url, 0, "locations");
        String cluster =
                cluster(List.of(path.substring(1).toLowerCase(Locale.ROOT).split("/")));
        if (!region.isEmpty() && !cluster.isEmpty()) {
            if (regions.size() >= MOST_REGIONS) {
                regions.clear();
            }
            regions.put(cluster, region);
            String subscription = after(url, 0, "subscriptions");
            regionsOfSubscription
                    .computeIfAbsent(subscription, any -> ConcurrentHashMap.newKeySet())
                    .add(region);
        }
    }

    private Limit aks(String method, List<String> parts, int providers, String subscription) {
        List<String> below = parts.subList(providers + 2, parts.size());
        String type = below.isEmpty() ? "" : below.get(0);
        String place = String.join("/", parts);
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (type.equals("locations") && below.size() > 3 && below.get(2).equals("operations")) {
            String key = "aks/" + subscription + "/" + below.get(1) + "/status";
            return new Limit(key, "AKS operation status in " + below.get(1), 200, 2, false, "");
        }
        if (type.equals("managedclusters")) {
            if (below.size() == 1 && reads) {
                boolean group = parts.contains("resourcegroups");
                return new Limit("list/" + place, "LIST ManagedClusters", group ? 60 : 500, 1, false, "");
            }
            if (below.size() == 2 && reads) {
                return new Limit("get/" + place, "GET ManagedCluster " + below.get(1), 60, 1, false, "");
            }
            if (below.size() == 2 && method.equals("PUT")) {
                return new Limit("put/" + place, "PUT ManagedCluster " + below.get(1), 20, 1.0 / 60, false, "");
            }
            if (below.size() == 4 && below.get(2).equals("agentpools") && method.equals("PUT")) {
                String name = below.get(1) + "/" + below.get(3);
                return new Limit("put/" + place, "PUT AgentPool " + name, 20, 1.0 / 60, false, "");
            }
        }
        String known = type.equals("locations") && below.size() > 1 ? below.get(1) : region(parts, subscription);
        String unknown = "aks/" + subscription + "//other";
        String key = "aks/" + subscription + "/" + known + "/other";
        return new Limit(
                key,
                "other AKS requests" + (known.isEmpty() ? "" : " in " + known),
                60,
                1,
                false,
                known.isEmpty() ? "" : unknown);
    }

    /** Returns the region of a cluster: the one that was learned, or the only one of its subscription so far. */
    private String region(List<String> parts, String subscription) {
        String learned = regions.get(cluster(parts));
        if (learned != null) {
            return learned;
        }
        Set<String> known = regionsOfSubscription.getOrDefault(subscription, Set.of());
        return known.size() == 1 ? known.iterator().next() : "";
    }

    private static Limit network(String method, String subscription) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        double most = reads ? 10_000 : 1_000;
        String sort = reads ? "reads" : "writes";
        return new Limit("network/" + subscription + "/" + sort, "network " + sort, most, most / 300, false, "");
    }

    private static Limit gateway(String method, String subscription) {
        String sort = sort(method);
        boolean reads = sort.equals("reads");
        String scope = subscription.isEmpty() ? "tenant" : subscription;
        return new Limit("arm/" + scope + "/" + sort, "ARM " + sort, reads ? 250 : 200, reads ? 25 : 10, true, "");
    }

    /** How Azure Resource Manager sorts requests, also in the names of its headers. */
    static String sort(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> "reads";
            case "DELETE" -> "deletes";
            default -> "writes";
        };
    }

    private static String cluster(List<String> parts) {
        int type = parts.indexOf("managedclusters");
        return type > 0 && type + 1 < parts.size() ? String.join("/", parts.subList(0, type + 2)) : "";
    }

    private static String after(List<String> parts, int from, String name) {
        int at = parts.subList(from, parts.size()).indexOf(name);
        return at >= 0 && from + at + 1 < parts.size() ? parts.get(from + at + 1) : "";
    }
}
