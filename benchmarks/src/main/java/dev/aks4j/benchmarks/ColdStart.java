package dev.aks4j.benchmarks;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.model.ResourceId;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A process that makes a client, reads one cluster with it, and prints how long that took. Each contestant is a class of
 * its own, so that none is loaded for another.
 */
final class ColdStart {

    static final List<String> CONTESTANTS = List.of("ours", "raw", "bare");

    private ColdStart() {}

    /** Runs the contestant named first, against the endpoint, tenant and subscription, with the token. */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        Target target = new Target(arguments[1], arguments[2], arguments[3], arguments[4]);
        Read read =
                switch (arguments[0]) {
                    case "ours" -> Ours.made(target);
                    case "raw" -> Raw.made(target);
                    case "bare" -> Bare.made(target);
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        long made = System.nanoTime();
        String state = read.state();
        long answered = System.nanoTime();
        if (!state.contains("Succeeded")) {
            throw new IllegalStateException("The cluster is not there: " + state);
        }
        double cpu = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .orElse(0L)
                / 1e6;
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        System.out.println(new Times((made - begin) / 1e6, (answered - made) / 1e6, cpu, classes).line());
        System.exit(0);
    }

    /** What is read, and as whom. */
    private record Target(String arm, String tenant, String subscription, String token) {}

    /** The first read. */
    private interface Read {
        String state() throws Exception;
    }

    /** With this library. */
    private static final class Ours {

        static Read made(Target target) {
            Aks aks = Aks.builder(target.subscription)
                    .credential(AksCredential.of(SignIn.with(target.token)))
                    .cloud(AzureCloud.custom(target.arm, target.arm))
                    .build();
            ResourceId id = ResourceId.parse(path(target));
            return () -> aks.clusters().get(id).provisioningState();
        }
    }

    /** With the Azure SDK's manager. */
    private static final class Raw {

        static Read made(Target target) {
            Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
            endpoints.put("resourceManagerEndpointUrl", target.arm);
            ContainerServiceManager manager = ContainerServiceManager.authenticate(
                    SignIn.with(target.token),
                    new AzureProfile(target.tenant, target.subscription, new AzureEnvironment(endpoints)));
            return () -> manager.serviceClient()
                    .getManagedClusters()
                    .getByResourceGroup(Fleet.GROUP, Fleet.cluster(0))
                    .provisioningState();
        }
    }

    /** With the JDK's HTTP client alone, and without reading the JSON. */
    private static final class Bare {

        static Read made(Target target) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(target.arm + path(target) + "?api-version=2025-09-01"))
                    .header("Authorization", "Bearer " + target.token)
                    .build();
            return () ->
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static String path(Target target) {
        return "/subscriptions/" + target.subscription + "/resourceGroups/" + Fleet.GROUP
                + "/providers/Microsoft.ContainerService/managedClusters/" + Fleet.cluster(0);
    }

    /**
     * What a process took.
     *
     * @param made from {@code main} to the client, in milliseconds
     * @param answered from then to the answer, in milliseconds
     * @param cpu processor time from the start of the process, on all threads, in milliseconds
     * @param classes classes loaded in the end
     */
    record Times(double made, double answered, double cpu, int classes) {

        static Times parse(String line) {
            String[] parts = line.split(" ");
            return new Times(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Integer.parseInt(parts[3]));
        }

        String line() {
            return String.format(Locale.ROOT, "%.1f %.1f %.1f %d", made, answered, cpu, classes);
        }

        double total() {
            return made + answered;
        }
    }
}
