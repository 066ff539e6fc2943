package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How {@code kubectl} signs in with a kubeconfig that we write: by the program {@code kubelogin}, by the Azure CLI, or
 * with a token that is in the file. A kubeconfig of a local account needs none of these; it carries a certificate.
 * Immutable and thread-safe.
 */
public final class KubectlLogin {

    /** The application of AKS that tokens are made out to, the same in all clouds. */
    static final String SERVER_ID = "6dae42f8-4368-4678-94ff-3960e28e3630";

    private static final String CLIENT_ID = "80faf920-1908-4b52-b5ef-a8e7bedfc67a";
    private static final List<String> MODES = List.of(
            "devicecode", "azurecli", "interactive", "spn", "ropc", "msi", "workloadidentity", "azd", "azurepipelines");

    /** Modes in which a user signs in to the application that AKS has for that. */
    private static final List<String> OF_USERS = List.of("devicecode", "interactive", "ropc");

    /** Modes that know their tenant, or have none. */
    private static final List<String> WITHOUT_TENANT = List.of("azurecli", "azd", "msi");

    private final String label;
    private final boolean replacesKeys;
    private final Function<Kubeconfig, Json.ObjectBuilder> user;

    private KubectlLogin(String label, boolean replacesKeys, Function<Kubeconfig, Json.ObjectBuilder> user) {
        this.label = label;
        this.replacesKeys = replacesKeys;
        this.user = user;
    }

    /**
     * Signs in by the program {@code kubelogin}, which has to be on the path. What a mode needs beside the cluster it takes
     * from the environment of {@code kubectl}: {@code spn} from {@code AZURE_CLIENT_ID}, {@code AZURE_CLIENT_SECRET} or
     * {@code AZURE_CLIENT_CERTIFICATE_PATH}, and {@code AZURE_TENANT_ID} where the file names no tenant; {@code
     * workloadidentity} from {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID}, {@code AZURE_FEDERATED_TOKEN_FILE} and {@code
     * AZURE_AUTHORITY_HOST}; {@code ropc} from {@code AZURE_USERNAME} and {@code AZURE_PASSWORD}; {@code azurepipelines} from
     * what a pipeline's task sets. No secret is written into the file.
     *
     * @param mode how it gets its token: {@code devicecode}, {@code azurecli}, {@code interactive}, {@code spn}, {@code
     *     ropc}, {@code msi}, {@code workloadidentity}, {@code azd} or {@code azurepipelines}
     * @throws AksException if it knows no such mode
     */
    public static KubectlLogin kubelogin(String mode) {
        return kubelogin(mode, Optional.empty());
    }

    /**
     * Signs in by {@code kubelogin} as a certain application or managed identity: of several that a machine has with {@code
     * msi}, and with {@code spn} or {@code workloadidentity} where the environment does not name it.
     *
     * @param mode as for {@link #kubelogin(String)}
     * @param clientId the client id, a GUID
     * @throws AksException if it knows no such mode, or the mode takes no client id
     */
    public static KubectlLogin kubelogin(String mode, String clientId) {
        if (List.of("azurecli", "azd").contains(mode)) {
            throw new AksException(
                    "kubelogin's mode " + mode + " signs in as whoever is signed in there, not as client " + clientId
                            + ". Use kubelogin(\"" + mode + "\").");
        }
        return kubelogin(mode, Optional.of(clientId));
    }

    /**
     * Signs in by {@code kubelogin} in a tenant. A file that was made for {@code azurecli} or {@code msi} names none, and
     * {@code devicecode}, {@code interactive} and {@code ropc} need one.
     *
     * @param mode as for {@link #kubelogin(String)}, one that takes a tenant
     * @param tenantId the tenant, a GUID
     * @throws AksException if it knows no such mode, or the mode takes no tenant
     */
    public static KubectlLogin kubeloginInTenant(String mode, String tenantId) {
        if (WITHOUT_TENANT.contains(mode)) {
            throw new AksException("kubelogin's mode " + mode + " takes no tenant, such as " + tenantId
                    + "; it signs in where it is. Use kubelogin(\"" + mode + "\").");
        }
        return kubelogin(mode, Optional.empty(), Optional.of(tenantId));
    }

    private static KubectlLogin kubelogin(String mode, Optional<String> clientId) {
        return kubelogin(mode, clientId, Optional.empty());
    }

    private static KubectlLogin kubelogin(String mode, Optional<String> clientId, Optional<String> tenantId) {
        if (!MODES.contains(Objects.requireNonNull(mode))) {
            throw new AksException(
                    "kubelogin has no mode \"" + mode + "\". Use one of " + String.join(", ", MODES) + ".");
        }
        Optional<String> client =
                clientId.or(() -> OF_USERS.contains(mode) ? Optional.of(CLIENT_ID) : Optional.empty());
        return new KubectlLogin("kubelogin " + mode, false, kubeconfig -> {
            Json.ArrayBuilder arguments = arguments("get-token", "--login", mode, "--server-id", kubeconfig.serverId());
            kubeconfig
                    .environment()
                    .ifPresent(cloud -> arguments.add("--environment").add(cloud));
            client.ifPresent(id -> arguments.add("--client-id").add(id));
            Optional<String> tenant = tenantId.or(kubeconfig::tenantId);
            if (OF_USERS.contains(mode) && tenant.isEmpty()) {
                throw new AksException(kubeconfig + " names no tenant, and kubelogin's mode " + mode
                        + " refuses to sign in without one. Use KubectlLogin.kubeloginInTenant(\"" + mode
                        + "\", tenantId).");
            }
            if (!WITHOUT_TENANT.contains(mode)) {
                tenant.ifPresent(id -> arguments.add("--tenant-id").add(id));
            }
            return exec(
                    "kubelogin",
                    arguments,
                    "kubelogin is needed to sign in to this cluster: https://aka.ms/aks/kubelogin, or az aks install-cli.");
        });
    }

    /** Signs in by the Azure CLI, which has to be on the path and signed in; needs no further program. */
    public static KubectlLogin azureCli() {
        return new KubectlLogin("az", false, kubeconfig -> {
            Json.ArrayBuilder arguments = arguments(
                    "account",
                    "get-access-token",
                    "--resource",
                    kubeconfig.serverId(),
                    "--output",
                    "json",
                    "--query",
                    "{apiVersion:'client.authentication.k8s.io/v1beta1',kind:'ExecCredential',status:{token:accessToken}}");
            kubeconfig.tenantId().ifPresent(tenant -> arguments.add("--tenant").add(tenant));
            return exec(
                    "az", arguments, "The Azure CLI is needed to sign in to this cluster: https://aka.ms/azure-cli.");
        });
    }

    /**
     * Puts a token into the file. It works until the token expires, usually within 60 to 90 minutes. {@link
     * ClusterConnector#token} gets one of this process's own credential.
     */
    public static KubectlLogin token(String token) {
        Objects.requireNonNull(token);
        return new KubectlLogin("token", true, kubeconfig -> Kubeconfig.object().put("token", token));
    }

    private static Json.ArrayBuilder arguments(String... words) {
        Json.ArrayBuilder arguments = Kubeconfig.object().putArray("args");
        for (String word : words) {
            arguments.add(word);
        }
        return arguments;
    }

    private static Json.ObjectBuilder exec(String command, Json.ArrayBuilder arguments, String hint) {
        Json.ObjectBuilder user = Kubeconfig.object();
        Json.ObjectBuilder exec = user.putObject("exec");
        exec.put("apiVersion", "client.authentication.k8s.io/v1beta1");
        exec.put("command", command);
        exec.put("args", arguments);
        exec.put("installHint", hint);
        exec.put("interactiveMode", "IfAvailable");
        exec.put("provideClusterInfo", false);
        return user;
    }

    Json.ObjectBuilder user(Kubeconfig kubeconfig) {
        if (kubeconfig.hasKeys() && !replacesKeys) {
            throw new AksException(kubeconfig + " signs in with the keys of a local account, not by " + label
                    + ". Take the kubeconfig of users of a cluster with Entra ID, or leave this one as it is.");
        }
        return user.apply(kubeconfig);
    }

    /** Returns the way, never a token. */
    @Override
    public String toString() {
        return label;
    }
}
