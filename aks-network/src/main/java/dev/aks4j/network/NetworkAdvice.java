package dev.aks4j.network;

import java.util.ArrayList;
import java.util.List;

/** What speaks for and against one model, given what is wanted. Used by one advice at a time. */
final class NetworkAdvice {

    private static final int MOST_NODES = 5_000;
    private static final int MOST_KUBENET_NODES = 400;
    private static final int MOST_NPM_NODES = 250;
    private static final int MOST_NETWORK_ADDRESSES = 65_536;

    private final NetworkChoice.Wanted wanted;
    private final CniModel model;
    private final List<String> reasonsFor = new ArrayList<>();
    private final List<String> against = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    NetworkAdvice(NetworkChoice.Wanted wanted, CniModel model) {
        this.wanted = wanted;
        this.model = model;
    }

    NetworkChoice.Option option() {
        addresses();
        nodes();
        reachability();
        families();
        systems();
        policies();
        nature();
        return new NetworkChoice.Option(model, reasonsFor, against, obstacles);
    }

    private long needs() {
        long nodes = wanted.nodesWithSurge();
        return switch (model) {
            case NODE_SUBNET -> nodes * IpArithmetic.flatNode(wanted.podsPerNode);
            case POD_SUBNET -> nodes * (1 + IpArithmetic.dynamicNode(wanted.podsPerNode));
            default -> nodes;
        };
    }

    private void addresses() {
        String text = "takes " + IpPlanText.number(needs()) + " addresses of the virtual network for "
                + IpPlanText.number(wanted.nodesWithSurge()) + " nodes with surge";
        if (wanted.addresses.filter(most -> most < needs()).isPresent()) {
            obstacles.add(text + ", and may take " + IpPlanText.number(wanted.addresses.orElseThrow()));
        } else if (model == CniModel.OVERLAY || model == CniModel.KUBENET || model == CniModel.NONE) {
            reasonsFor.add(text + "; pods take none");
        } else {
            against.add(text);
        }
        if (model == CniModel.NODE_SUBNET && needs() > MOST_NETWORK_ADDRESSES) {
            obstacles.add("a virtual network has at most 65,536 addresses in use");
        }
        if (model == CniModel.POD_SUBNET && wanted.nodesWithSurge() * wanted.podsPerNode > MOST_NETWORK_ADDRESSES) {
            against.add(
                    "more than 65,536 pods take static blocks (staticBlocks()), because Azure maps no more addresses"
                            + " one by one");
        }
    }

    private void nodes() {
        int most = model == CniModel.KUBENET ? MOST_KUBENET_NODES : MOST_NODES;
        if (wanted.nodes > most) {
            obstacles.add("has at most " + IpPlanText.number(most) + " nodes");
        }
        if (wanted.podsPerNode > 250) {
            obstacles.add("a node has at most 250 pods");
        }
    }

    private void reachability() {
        boolean direct = model == CniModel.NODE_SUBNET || model == CniModel.POD_SUBNET;
        if (direct) {
            reasonsFor.add("pods have addresses of the virtual network and are reached by them from outside");
        } else if (model == CniModel.NONE) {
            against.add("whether pods are reached from outside is up to the plugin");
        } else if (wanted.podsReachable) {
            obstacles.add("pods are reached from outside only through a service or an ingress");
        } else {
            against.add(
                    "pods are reached from outside only through a service or an ingress, and reach the outside by the"
                            + " address of their node");
        }
    }

    private void families() {
        if (wanted.dualStack && (model == CniModel.NODE_SUBNET || model == CniModel.POD_SUBNET)) {
            obstacles.add("has no IPv6; dual stack takes an overlay");
        } else if (model == CniModel.OVERLAY) {
            reasonsFor.add("can have IPv4 and IPv6");
        }
    }

    private void systems() {
        if (wanted.windows && (model == CniModel.KUBENET || model == CniModel.NONE)) {
            obstacles.add(
                    model == CniModel.KUBENET ? "has no Windows nodes" : "Azure supports no Windows nodes with it");
        }
    }

    private void policies() {
        for (NetworkPolicy policy : wanted.policies) {
            switch (policy) {
                case CILIUM -> {
                    if (model == CniModel.KUBENET || model == CniModel.NONE) {
                        obstacles.add("Azure's Cilium needs a model of Azure CNI");
                    } else if (wanted.windows) {
                        obstacles.add("Cilium does not run on Windows; take Calico");
                    } else {
                        reasonsFor.add("has Cilium, with dataplane(Dataplane.CILIUM)");
                    }
                }
                case CALICO -> {
                    if (model == CniModel.NONE) {
                        obstacles.add("policies are up to the plugin");
                    } else if (wanted.dualStack) {
                        against.add("Azure's documents name Calico among what dual stack has not");
                    }
                }
                case AZURE -> npm();
                case NONE -> {}
            }
        }
    }

    private void npm() {
        if (model == CniModel.KUBENET || model == CniModel.NONE) {
            obstacles.add("Azure Network Policy Manager needs a model of Azure CNI");
        } else if (wanted.nodes > MOST_NPM_NODES) {
            obstacles.add("Azure Network Policy Manager has at most 250 nodes");
        } else if (wanted.dualStack) {
            obstacles.add("Azure Network Policy Manager has no IPv6");
        } else if (wanted.windows) {
            obstacles.add("Azure Network Policy Manager is not supported on Windows since "
                    + NetworkFacts.end("npm-windows"));
        } else {
            against.add("Azure Network Policy Manager retires on " + NetworkFacts.end("npm-linux")
                    + ", and new subscriptions cannot enable it");
        }
    }

    /** What is so whatever is wanted. */
    private void nature() {
        switch (model) {
            case OVERLAY -> reasonsFor.add("is Azure's default and recommendation");
            case NODE_SUBNET -> against.add("is the legacy model: every node reserves the addresses of all its pods");
            case POD_SUBNET -> against.add("needs a second subnet, and node auto-provisioning works only with blocks");
            case KUBENET -> {
                against.add(
                        "retires on " + NetworkFacts.end("kubenet") + "; CniOverlay does the same without its limits");
                against.add("needs a route table that the control plane writes, and an extra hop between nodes");
            }
            case NONE -> {
                if (wanted.ownPlugin) {
                    reasonsFor.add("leaves the plugin to you");
                }
                against.add("Microsoft supports no plugin that it did not install");
            }
        }
        if (wanted.ownPlugin && model != CniModel.NONE) {
            obstacles.add("Azure installs its own plugin");
        } else if (!wanted.ownPlugin && model == CniModel.NONE) {
            obstacles.add("nodes are not ready until you install a plugin; say ownPlugin() if that is wanted");
        }
    }
}
