package dev.aks4j.network;

import dev.aks4j.core.model.AksException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which network model suits what is wanted, and the reasons for and against each. Source of the reasons: AKS docs,
 * concepts-network-cni-overview, azure-cni-overlay, concepts-network-azure-cni-pod-subnet, use-network-policies and
 * configure-kubenet, 2026-09. Immutable and thread-safe.
 *
 * <pre>{@code
 * NetworkChoice choice = NetworkChoice.advise(wanted -> wanted.nodes(200).podsPerNode(60).addresses(1_000));
 * choice.best();               // OVERLAY
 * System.out.println(choice);  // every model with its reasons
 * }</pre>
 */
public final class NetworkChoice {

    private final List<Option> options;

    private NetworkChoice(List<Option> options) {
        this.options = List.copyOf(options);
    }

    /** Returns every model with its reasons, the one to take first; what is not possible comes last. */
    public static NetworkChoice advise(Consumer<Wanted> wanted) {
        Wanted all = new Wanted();
        wanted.accept(all);
        List<Option> found = new ArrayList<>();
        for (CniModel model : CniModel.values()) {
            found.add(new NetworkAdvice(all, model).option());
        }
        List<Option> sorted = new ArrayList<>();
        found.stream().filter(Option::isRecommended).forEach(sorted::add);
        found.stream()
                .filter(each -> each.isPossible() && !each.isRecommended())
                .forEach(sorted::add);
        found.stream().filter(each -> !each.isPossible()).forEach(sorted::add);
        return new NetworkChoice(sorted);
    }

    /** Returns the model to take; empty if none does all that is wanted. */
    public Optional<CniModel> best() {
        return options.stream().filter(Option::isRecommended).map(Option::model).findFirst();
    }

    /** Returns every model with its reasons, the best first. */
    public List<Option> options() {
        return options;
    }

    /**
     * Returns what is said of a model.
     *
     * @param model the model
     */
    public Option option(CniModel model) {
        return options.stream()
                .filter(each -> each.model() == model)
                .findFirst()
                .orElseThrow();
    }

    /** Returns every model with its reasons, line by line. */
    @Override
    public String toString() {
        String head = best().map(model -> "take " + model).orElse("no model does all of it");
        return head + "\n" + options.stream().map(Option::toString).collect(Collectors.joining("\n"));
    }

    /** A model and what speaks for and against it. Immutable and thread-safe. */
    public static final class Option {
        private final CniModel model;
        private final List<String> reasonsFor;
        private final List<String> reasonsAgainst;
        private final List<String> obstacles;

        Option(CniModel model, List<String> reasonsFor, List<String> reasonsAgainst, List<String> obstacles) {
            this.model = model;
            this.reasonsFor = List.copyOf(reasonsFor);
            this.reasonsAgainst = List.copyOf(reasonsAgainst);
            this.obstacles = List.copyOf(obstacles);
        }

        /** Returns the model. */
        public CniModel model() {
            return model;
        }

        /** Returns what speaks for it. */
        public List<String> reasonsFor() {
            return reasonsFor;
        }

        /** Returns what speaks against it, without making it impossible. */
        public List<String> reasonsAgainst() {
            return reasonsAgainst;
        }

        /** Returns why it cannot do what is wanted; empty if it can. */
        public List<String> obstacles() {
            return obstacles;
        }

        /** Returns whether it does what is wanted. */
        public boolean isPossible() {
            return obstacles.isEmpty();
        }

        /** Returns whether it is one to take: possible, and neither kubenet nor a plugin of one's own unasked. */
        public boolean isRecommended() {
            return isPossible() && model != CniModel.KUBENET;
        }

        /** Returns the model and its reasons, line by line. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(isPossible() ? "  " : "  not ").append(model);
            reasonsFor.forEach(reason -> text.append("\n    + ").append(reason));
            reasonsAgainst.forEach(reason -> text.append("\n    - ").append(reason));
            obstacles.forEach(reason -> text.append("\n    ! ").append(reason));
            return text.toString();
        }
    }

    /** Says what a network is to do. Not thread-safe. */
    public static final class Wanted {
        long nodes = 10;
        int podsPerNode = 30;
        int surgePercent = 10;
        Optional<Long> addresses = Optional.empty();
        boolean podsReachable;
        boolean windows;
        boolean dualStack;
        boolean ownPlugin;
        final Set<NetworkPolicy> policies = new LinkedHashSet<>();

        Wanted() {}

        /** Sets the most nodes of the cluster, without surge. Default: 10. */
        public Wanted nodes(int most) {
            nodes = positive(most, "nodes");
            return this;
        }

        /** Sets the most pods of a node. Default: 30. */
        public Wanted podsPerNode(int most) {
            podsPerNode = (int) positive(most, "pods");
            return this;
        }

        /** Says how many addresses of the virtual network the cluster may take. Default: as many as it needs. */
        public Wanted addresses(long most) {
            addresses = Optional.of(positive(most, "addresses"));
            return this;
        }

        /** Demands that what is outside of the cluster reaches pods by their own addresses. */
        public Wanted podsReachable() {
            podsReachable = true;
            return this;
        }

        /** Demands pools of Windows nodes. */
        public Wanted windows() {
            windows = true;
            return this;
        }

        /** Demands addresses of IPv4 and IPv6. */
        public Wanted dualStack() {
            dualStack = true;
            return this;
        }

        /** Demands that a network plugin of one's own is installed. */
        public Wanted ownPlugin() {
            ownPlugin = true;
            return this;
        }

        /** Demands that an engine enforces network policies. */
        public Wanted policy(NetworkPolicy engine) {
            policies.clear();
            policies.add(Objects.requireNonNull(engine));
            return this;
        }

        long nodesWithSurge() {
            return nodes + (nodes * surgePercent + 99) / 100;
        }

        private static long positive(long value, String what) {
            if (value < 1) {
                throw new AksException(value + " " + what + " cannot be wanted. Use 1 or more.");
            }
            return value;
        }
    }
}
