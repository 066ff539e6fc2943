package dev.aks4j.tests.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster as a generator describes it: neither our spec nor Azure's JSON, which are both made from it. Mutable. */
final class Sketch {

    enum Model {
        OVERLAY,
        CILIUM,
        NODE_SUBNET,
        KUBENET,
        NONE
    }

    /** What has no field here: place below the properties and value. */
    final Map<String, Object> more = new LinkedHashMap<>();

    String name = "shop%d";
    String version = "1.35";
    String tier = "Standard";
    boolean longTermSupport;
    String dnsPrefix = "shop";
    Model model = Model.OVERLAY;
    String policy;
    String podCidr;
    String serviceCidr;
    String dnsServiceIp;
    String outbound;
    Integer managedIps;
    Integer ports;
    Integer idleMinutes;
    String subnet;
    boolean windowsLogin;
    Boolean oidcIssuer;
    boolean workloadIdentity;
    boolean entra;
    boolean azureRbac;
    boolean localAccountsDisabled;
    List<String> authorizedRanges = List.of();
    boolean privateCluster;
    final List<SketchedPool> pools = new ArrayList<>();

    Sketch() {
        SketchedPool system = new SketchedPool("system");
        system.system = true;
        pools.add(system);
        pools.add(new SketchedPool("apps"));
    }

    SketchedPool system() {
        return pools.get(0);
    }

    SketchedPool user() {
        return pools.get(1);
    }

    Sketch named(int number) {
        name = String.format(name, number);
        return this;
    }
}
