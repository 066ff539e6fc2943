package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.Commands;
import dev.aks4j.simulated.azure.fault.Faults;
import dev.aks4j.simulated.azure.internal.access.BuiltInRoles;
import dev.aks4j.simulated.azure.internal.access.RoleAssignment;
import dev.aks4j.simulated.azure.internal.apiserver.ApiServers;
import dev.aks4j.simulated.azure.internal.arm.FrontDoor;
import dev.aks4j.simulated.azure.internal.authorization.AuthorizationProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.azure.internal.compute.ComputeProvider;
import dev.aks4j.simulated.azure.internal.containerservice.ContainerServiceProvider;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedCluster;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedClusters;
import dev.aks4j.simulated.azure.internal.containerservice.check.ClusterChecks;
import dev.aks4j.simulated.azure.internal.csi.DriverRequests;
import dev.aks4j.simulated.azure.internal.dataplane.Blobs;
import dev.aks4j.simulated.azure.internal.dataplane.KeyVaults;
import dev.aks4j.simulated.azure.internal.deployment.DeploymentProvider;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.entra.EntraService;
import dev.aks4j.simulated.azure.internal.entra.FaultySignIn;
import dev.aks4j.simulated.azure.internal.entra.Federation;
import dev.aks4j.simulated.azure.internal.entra.Graph;
import dev.aks4j.simulated.azure.internal.entra.InstanceMetadata;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.azure.internal.journal.Journal;
import dev.aks4j.simulated.azure.internal.journal.JournalEntry;
import dev.aks4j.simulated.azure.internal.journal.JournaledTimeline;
import dev.aks4j.simulated.azure.internal.journal.LeftOut;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.ManagedIdentityProvider;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.network.NetworkProvider;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.random.Randomness;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.servicenetworking.ServiceNetworkingProvider;
import dev.aks4j.simulated.azure.internal.state.AzureEndpoints;
import dev.aks4j.simulated.azure.internal.storage.StorageProvider;
import dev.aks4j.simulated.azure.log.RequestLog;
import dev.aks4j.simulated.kubernetes.client.InProcessHttpClientFactory;
import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.simulated.time.Timeline;
import dev.aks4j.simulated.time.VirtualTime;
import dev.aks4j.simulated.tls.CertificateAuthority;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Azure, simulated: one tenant with one subscription, empty at first. It enforces what Azure enforces, answers as Azure
 * answers, and takes as long as Azure takes, in its own time. The default application is Owner of the subscription.
 *
 * <p>Use it in process through {@link #answer}, or open a {@link LoopbackAzure} for other processes. Two simulators with
 * the same seed make up the same ids and durations. Thread-safe.
 */
public final class AzureSimulator implements AutoCloseable {

    private static final String ARM = "arm";
    private static final String GRAPH = "graph";
    private static final String VAULTS = "vaults";
    private static final String BLOBS = "blobs";
    private static final String KUBERNETES = "kubernetes";
    private static final String SIGN_IN = "signIn";
    private static final String MACHINE = "machine";

    private final ReentrantLock lock = new ReentrantLock();
    private final SimulatedTime time;
    private final ObjectNode head;
    private final Optional<JournaledTimeline> journal;
    private final Randomness random;
    private final Cloud cloud;
    private final IssuedTokens tokens;
    private final Federation federation;
    private final ContainerServiceProvider containers;
    private final FrontDoor arm;
    private final EntraService entra;
    private final Service signIn;
    private final Service machine;
    private final InstanceMetadata metadata;
    private final Graph graph;
    private final KeyVaults vaults;
    private final Blobs blobs;
    private final ApiServers apiServers;
    private final Acts acts;
    private final Commands commands;
    private final RequestLog requests = new RequestLog();
    private final DirectoryPrincipal application;
    private final String secret;
    private final InProcessHttpClientFactory kubernetesClients = new InProcessHttpClientFactory(kubernetes());
    private @Nullable CertificateAuthority authority;

    AzureSimulator(Builder builder) {
        time = builder.time();
        random = new Randomness(builder.seed());
        String subscription = builder.subscription().orElseGet(random::guid);
        String tenant = builder.tenant().orElseGet(random::guid);
        Optional<JournaledTimeline> journaled =
                builder.keepsState() ? Optional.of(builder.timeline(time, lock)) : Optional.empty();
        Timeline timeline = journaled.map(Timeline.class::cast).orElseGet(() -> time.timeline(lock));
        cloud = new Cloud(subscription, tenant, timeline, random);
        journaled.ifPresent(cloud.journal()::begin);
        journal = journaled;
        head = builder.head(journaled);
        tokens = new IssuedTokens(cloud, time.scale());
        federation = new Federation(cloud);
        containers = new ContainerServiceProvider(cloud, this::authority, ClusterChecks::require);
        ManagedIdentityProvider identities = new ManagedIdentityProvider(cloud);

        federation.bindings(containers.bindings()::lets);
        arm = new FrontDoor(
                cloud,
                tokens,
                List.of(
                        containers,
                        new ComputeProvider(cloud, () -> ManagedClusters.machines(cloud)),
                        new NetworkProvider(cloud),
                        new ServiceNetworkingProvider(cloud),
                        new StorageProvider(cloud),
                        identities,
                        new AuthorizationProvider(cloud),
                        new DeploymentProvider(cloud, this::nested)));
        apiServers = new ApiServers(
                cloud,
                tokens,
                federation,
                this::credentials,
                containers.scaler(),
                builder.serviceController(),
                this::drivers);
        containers.clusters().follow(apiServers);
        containers.drains(apiServers);
        containers.insides(apiServers::asAdmin);
        acts = new Acts(this::locked, cloud, arm.providers(), apiServers);
        commands = acts.commands();
        containers.shell((cluster, command) -> commands.run(command, apiServers.asAdmin(cluster)));
        entra = new EntraService(cloud, tokens, federation);
        signIn = new FaultySignIn(cloud.faults(), entra);
        graph = new Graph(cloud, tokens);
        federation.credentials(() -> Stream.concat(identities.credentials().all(), graph.trusts()));
        vaults = new KeyVaults(cloud, tokens);
        blobs = new Blobs(cloud, tokens);
        metadata = new InstanceMetadata(cloud, tokens, this::attachedIdentities);
        machine = new FaultySignIn(cloud.faults(), metadata);
        secret = random.base64(40);
        application = cloud.directory().addApplication("aks4j", random.guid(), secret);
        cloud.access()
                .add(RoleAssignment.ofAzure(
                        cloud.subscriptionScope() + "/providers/Microsoft.Authorization/roleAssignments/"
                                + random.guid(),
                        cloud.subscriptionScope(),
                        BuiltInRoles.OWNER,
                        application.objectId(),
                        cloud.now()));
    }

    private Response nested(ArmCall request) {
        return arm.nested(request);
    }

    /** What the storage drivers of a cluster ask, they ask with the identity of its control plane. */
    private DriverRequests drivers(ClusterSnapshot cluster) {
        return new DriverRequests(
                cloud,
                () -> containers.clusters().find(cluster.id()).flatMap(ManagedCluster::controlPlane),
                this::nested);
    }

    private ClusterKeys credentials(ClusterSnapshot cluster) {
        return containers.clusters().find(cluster.id()).orElseThrow().credentials();
    }

    private List<InstanceMetadata.Attached> attachedIdentities() {
        return cloud.resources().below(UserAssignedIdentity.class, cloud.subscriptionScope()).stream()
                .map(identity -> new InstanceMetadata.Attached(identity.id(), identity.principal()))
                .toList();
    }

    /** Returns an empty Azure in virtual time. */
    public static AzureSimulator create() {
        return builder().build();
    }

    /** Begins an Azure of another kind. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the subscription's id. */
    public String subscriptionId() {
        return cloud.subscriptionId();
    }

    /** Returns the tenant's id. */
    public String tenantId() {
        return cloud.tenantId();
    }

    /** Returns the client id of the default application. */
    public String clientId() {
        return application.clientId();
    }

    /** Returns the secret of the default application. It opens nothing but this simulator. */
    public String clientSecret() {
        return secret;
    }

    /** Returns the object id of the default application's service principal. */
    public String principalId() {
        return application.objectId();
    }

    /** Returns what makes fabric8 clients that reach the API servers in this process. */
    public InProcessHttpClientFactory kubernetesClients() {
        return kubernetesClients;
    }

    /** Returns the time, which clients share. */
    public SimulatedTime time() {
        return time;
    }

    /** Returns the requests received. */
    public RequestLog requests() {
        return requests;
    }

    /** Returns the commands that clients run in clusters, to answer some. */
    public Commands commands() {
        return commands;
    }

    /** Returns the faults, to add some. */
    public Faults faults() {
        return cloud.faults();
    }

    /** Returns the quotas in a region. */
    public RegionQuota quota(String region) {
        return new RegionQuota(acts, region);
    }

    /** Returns the sizes of virtual machines in a region, to take some from the subscription. */
    public RegionVmSizes vmSizes(String region) {
        return new RegionVmSizes(acts, region);
    }

    /** Adds an application without any role, and returns its client id. */
    public String addApplication(String displayName, String clientSecret) {
        return acts.addApplication(displayName, clientSecret);
    }

    /** Adds a group of principals, and returns its object id. */
    public String addGroup(String... memberObjectIds) {
        return acts.addGroup(List.of(memberObjectIds));
    }

    /**
     * Adds a resource of a provider that the simulator does not have, such as a registry or a key vault: roles can be
     * assigned on it, and nothing else be done with it.
     *
     * @param id its id, from {@code /subscriptions/} on
     * @throws IllegalArgumentException if that is not the id of a resource of a provider
     */
    public void addResource(String id) {
        acts.addResource(id);
    }

    /**
     * Assigns a policy that denies writes.
     *
     * @param name the assignment's name
     * @param resourceType on whose writes it looks, such as {@code Microsoft.ContainerService/managedClusters}
     * @param pointer where it looks in the body, as a JSON pointer, such as {@code /properties/disableLocalAccounts}
     * @param value the value that it denies; empty to deny that there is none
     */
    public void deny(String name, String resourceType, String pointer, String value) {
        acts.deny(name, resourceType, pointer, value);
    }

    /** Takes the assignment of a policy back. */
    public void allow(String name) {
        acts.allow(name);
    }

    /**
     * Denies an action on a resource and below it to everybody, whatever roles they have, as Azure does for what another
     * service manages.
     *
     * @param name the deny assignment's name
     * @param scope the id of the resource, from {@code /subscriptions/} on
     * @param action the action, with {@code *} for any text
     * @param exceptObjectIds for whom it does not hold
     */
    public void denyAssignment(String name, String scope, String action, String... exceptObjectIds) {
        acts.denyAssignment(name, scope, action, List.of(exceptObjectIds));
    }

    /** Takes back the subscription's registration with a resource provider. */
    public void unregister(String namespace) {
        acts.unregister(namespace);
    }

    /** Follows the clusters. */
    public void follow(ClusterListener listener) {
        locked(() -> {
            containers.clusters().follow(listener);
            return listener;
        });
    }

    /** Returns the operations that are under way, as {@code kind of resource}. */
    public List<String> unfinishedOperations() {
        return locked(() -> cloud.operations().unfinished().stream()
                .map(AzureSimulator::describe)
                .toList());
    }

    private static String describe(AzureOperation operation) {
        return operation.kind() + " " + operation.subject() + " since " + operation.started();
    }

    /** Tells whether there is a cluster with a name, in whatever group. */
    public boolean hasCluster(String name) {
        return locked(() ->
                clusters().all().stream().anyMatch(cluster -> cluster.name().equalsIgnoreCase(name)));
    }

    /**
     * Returns a cluster, to do to it what happens to clusters.
     *
     * @throws IllegalArgumentException if there is no cluster of the name
     */
    public SimulatedCluster cluster(String name) {
        return locked(() -> clusters().all().stream()
                .filter(cluster -> cluster.name().equalsIgnoreCase(name))
                .findFirst()
                .map(cluster -> new SimulatedCluster(this, cluster.id(), cluster.name()))
                .orElseThrow(() -> new IllegalArgumentException("There is no cluster " + name + ". There are "
                        + clusters().all().stream().map(ManagedCluster::name).toList() + ".")));
    }

    List<String> nodes(String clusterId) {
        return locked(() -> apiServers.nodes(clusterId));
    }

    void ready(String clusterId, String node, boolean ready) {
        acts.ready(clusterId, node, ready);
    }

    /** Returns the names of the clusters, in whatever group. */
    public List<String> clusterNames() {
        return locked(() -> clusters().all().stream().map(ManagedCluster::name).toList());
    }

    private ManagedClusters clusters() {
        return containers.clusters();
    }

    CertificateAuthority authority() {
        if (authority == null) {
            authority = CertificateAuthority.create("Simulated Azure");
        }
        return authority;
    }

    void move(AzureEndpoints endpoints) {
        acts.move(endpoints);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Answers a request to any of Azure's host names. */
    public Response answer(Request request) {
        String host = String.valueOf(request.uri().getHost()).toLowerCase(Locale.ROOT);
        return switch (host) {
            case "management.azure.com" -> answer(ARM, request);
            case "login.microsoftonline.com", "login.windows.net", "sts.windows.net" -> answer(SIGN_IN, request);
            case "graph.microsoft.com" -> answer(GRAPH, request);
            case "169.254.169.254" -> answer(MACHINE, request);
            default ->
                host.endsWith(KeyVaults.HOSTS)
                        ? answer(VAULTS, request)
                        : host.endsWith(Blobs.HOSTS)
                                ? answer(BLOBS, request)
                                : kubernetes().answer(request);
        };
    }

    Service arm() {
        return request -> answer(ARM, request);
    }

    /** Returns the API servers, by host name. */
    Service kubernetes() {
        return request -> locked(
                () -> cloud.journal().request(KUBERNETES, request, reads(request), () -> apiServers.answer(request)));
    }

    /** Moves the API servers, in the kubeconfig files, to other URLs. */
    void moveApiServers(Function<ClusterSnapshot, String> urls) {
        containers.apiServers(urls);
    }

    /** Returns Entra, with Microsoft Graph and the metadata service of virtual machines under their own paths. */
    Service entra() {
        return request -> {
            String path = request.uri().getPath();
            boolean identity = path.startsWith("/metadata/") || path.startsWith("/msi/");
            return answer(identity ? MACHINE : path.startsWith("/v1.0/") ? GRAPH : SIGN_IN, request);
        };
    }

    private Response answer(String service, Request request) {
        return locked(() -> {
            @Nullable Response response = null;
            try {
                boolean reads = reads(request) || service.equals(SIGN_IN) || service.equals(MACHINE);
                response = cloud.journal().request(service, request, reads, () -> answer(service, request, reads));
                return response;
            } finally {
                boolean secretBody = !service.equals(ARM) && !service.equals(GRAPH);
                requests.add(cloud.now(), request, response, secretBody);
            }
        });
    }

    private Response answer(String service, Request request, boolean reads) {
        random.aside(reads && cloud.journal().on());
        try {
            return service(service).answer(request);
        } finally {
            random.aside(false);
        }
    }

    private Service service(String name) {
        return switch (name) {
            case ARM -> arm;
            case GRAPH -> graph;
            case VAULTS -> vaults;
            case BLOBS -> blobs;
            case KUBERNETES -> apiServers;
            case MACHINE -> machine;
            default -> signIn;
        };
    }

    private static boolean reads(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /**
     * Writes everything that is to a file, for {@link Builder#load}: resources, operations under way, principals, objects
     * in clusters, and the time. What is kept is how it came to be. Secrets that were sent are left out, and something of
     * the same form stands in their place; keys and what they signed are never kept. Planned faults that have not happened
     * and listeners are not kept.
     *
     * @param file where to; only its owner may read it
     * @throws IllegalStateException if the simulator was not made with {@link Builder#keepState()}
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        state(false).write(file);
    }

    /** As {@link #save}, with the secrets that were sent. */
    public void saveWithSecrets(Path file) throws IOException {
        state(true).write(file);
    }

    private SavedState state(boolean secrets) {
        JournaledTimeline timeline = journal.orElseThrow(
                () -> new IllegalStateException("This simulated Azure does not know how it came to be. Make it with"
                        + " AzureSimulator.builder().keepState(), to save it later."));
        return locked(() -> timeline.input(() -> {
            ObjectNode now = head.deepCopy()
                    .put("now", timeline.now().toString())
                    .put("events", timeline.happened())
                    .put("secrets", secrets);
            List<JournalEntry> entries = cloud.journal().entries().stream()
                    .map(entry -> secrets ? entry : LeftOut.of(entry))
                    .toList();
            return new SavedState(now, entries);
        }));
    }

    private void again(SavedState saved) {
        JournaledTimeline timeline = journal.orElseThrow();
        locked(() -> {
            cloud.journal().again(saved.entries(), new Journal.Inputs() {
                @Override
                public int request(String service, Request request) {
                    return status(service, request);
                }

                @Override
                public void act(ObjectNode act) {
                    acts.again(act);
                }
            });
            timeline.goTo(saved.now(), saved.head().path("events").asLong());
            timeline.goOn();
            return saved;
        });
    }

    private int status(String service, Request request) {
        String uri = request.uri().toString();
        Request still = service.equals(KUBERNETES) && reads(request)
                ? new Request(
                        request.method(), URI.create(uri.replaceFirst("\\?.*", "")), request.headers(), request.body())
                : request;
        try {
            return answer(service, still, reads(request)).status();
        } catch (RuntimeException dropped) {
            return 0;
        }
    }

    /** Lets nothing more happen. */
    @Override
    public void close() {
        time.close();
    }

    @Override
    public String toString() {
        return "simulated Azure, subscription " + subscriptionId() + ", " + time.now();
    }

    /** Describes a simulated Azure before it is made. Not thread-safe. */
    public static final class Builder {

        private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

        private long seed = 4;
        private Optional<SimulatedTime> time = Optional.empty();
        private Optional<SavedState> saved = Optional.empty();
        private boolean keepsState;
        private Optional<String> subscription = Optional.empty();
        private Optional<String> tenant = Optional.empty();
        private boolean serviceController = true;

        Builder() {}

        /** Sets the seed of everything made up; 4 by default. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Sets the instant at which virtual time begins; 2026-11-23T09:00:00Z by default. */
        public Builder start(Instant instant) {
            time = Optional.of(VirtualTime.startingAt(instant));
            return this;
        }

        /** Sets another time than virtual time. */
        public Builder time(SimulatedTime other) {
            time = Optional.of(other);
            return this;
        }

        /** Sets the subscription's id. */
        public Builder subscription(String id) {
            subscription = Optional.of(id);
            return this;
        }

        /** Sets the tenant's id. */
        public Builder tenant(String id) {
            tenant = Optional.of(id);
            return this;
        }

        /**
         * Sets whether services of type LoadBalancer get addresses from the simulator; true by default. With false they
         * are left to whoever else takes care of them, such as a cloud-controller-manager.
         */
        public Builder serviceController(boolean on) {
            serviceController = on;
            return this;
        }

        boolean serviceController() {
            return serviceController;
        }

        /**
         * Lets the simulator keep how it came to be, so that it can be saved. That takes memory with every write, so it is
         * off unless asked for.
         */
        public Builder keepState() {
            keepsState = true;
            return this;
        }

        /**
         * Begins with what {@link AzureSimulator#save} wrote, by carrying it out again, and keeps state. Seed, subscription
         * and tenant are the file's; virtual time begins where it was saved, and another time must not begin before that.
         *
         * @throws IllegalArgumentException if it is not a state file
         */
        public Builder load(Path file) {
            saved = Optional.of(SavedState.read(file));
            ObjectNode made = saved.get().head();
            seed = made.path("seed").asLong();
            subscription = Optional.of(made.path("subscription").asText()).filter(text -> !text.isEmpty());
            tenant = Optional.of(made.path("tenant").asText()).filter(text -> !text.isEmpty());
            serviceController = made.path("serviceController").asBoolean();
            return keepState();
        }

        boolean keepsState() {
            return keepsState;
        }

        JournaledTimeline timeline(SimulatedTime below, ReentrantLock lock) {
            JournaledTimeline timeline = new JournaledTimeline(below, lock);
            saved.ifPresent(state -> {
                if (below.now().isBefore(state.now())) {
                    throw new IllegalArgumentException("The state was saved at " + state.now()
                            + ", and the time begins before that, at " + below.now() + ".");
                }
                timeline.beginAgain(state.instant("start"));
            });
            return timeline;
        }

        ObjectNode head(Optional<JournaledTimeline> timeline) {
            return saved.map(SavedState::head)
                    .orElseGet(() -> AzureJson.object()
                            .put("seed", seed)
                            .put("subscription", subscription.orElse(""))
                            .put("tenant", tenant.orElse(""))
                            .put("serviceController", serviceController)
                            .put(
                                    "start",
                                    timeline.map(JournaledTimeline::now)
                                            .map(Instant::toString)
                                            .orElse("")));
        }

        long seed() {
            return seed;
        }

        SimulatedTime time() {
            return time.orElseGet(
                    () -> VirtualTime.startingAt(saved.map(SavedState::now).orElse(START)));
        }

        Optional<String> subscription() {
            return subscription;
        }

        Optional<String> tenant() {
            return tenant;
        }

        /** Makes it. */
        public AzureSimulator build() {
            AzureSimulator azure = new AzureSimulator(this);
            saved.ifPresent(azure::again);
            return azure;
        }
    }
}
