package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kubeconfig: where a cluster's API server is, how to know that it is the right one, and how a user signs in. Holds
 * secrets; only {@link #text} and {@link #writeTo} give them out. Immutable and thread-safe.
 *
 * <pre>{@code
 * Kubeconfig kubeconfig = aks.clusters().get(clusterId).kubeconfig();
 * kubeconfig.with(KubectlLogin.kubelogin("azurecli")).writeTo(Path.of("shop.kubeconfig"));
 * }</pre>
 */
public final class Kubeconfig {

    private final Json document;
    private final Json context;
    private final Json cluster;
    private final Json user;

    private Kubeconfig(Json document) {
        this.document = document;
        String current = document.path("current-context").asText();
        this.context = entry(document, "contexts", current, "context");
        this.cluster = entry(document, "clusters", context.path("cluster").asText(), "cluster");
        this.user = entry(document, "users", context.path("user").asText(), "user");
        if (cluster.path("server").asText().isEmpty()) {
            throw new AksException("The kubeconfig names no API server for its current context \"" + current
                    + "\". Fetch it anew, or set current-context to one of its contexts.");
        }
    }

    /**
     * Reads a kubeconfig.
     *
     * @param text YAML or JSON
     * @throws AksException if it is neither, or has no usable current context; the message holds nothing of the text
     */
    public static Kubeconfig parse(String text) {
        Json document;
        try {
            document = Yaml.read(Objects.requireNonNull(text));
        } catch (RuntimeException e) {
            // The cause quotes the text, which holds keys.
            throw new AksException("The text is no kubeconfig: it is not YAML (" + text.length() + " characters).");
        }
        return new Kubeconfig(document);
    }

    private static Json entry(Json document, String list, String name, String member) {
        for (Json entry : document.path(list)) {
            if (entry.path("name").asText().equals(name)) {
                return entry.path(member);
            }
        }
        throw new AksException("The kubeconfig has no entry \"" + name + "\" among its " + list
                + ". Fetch it anew, or set current-context to one of its contexts.");
    }

    /** Returns the API server of the current context. */
    public URI server() {
        return URI.create(cluster.path("server").asText());
    }

    /** Returns the name of the current context: the cluster's name, for administrators too. */
    public String contextName() {
        return document.path("current-context").asText();
    }

    /** Returns whether the user signs in with Microsoft Entra ID, rather than with keys that are in the file. */
    public boolean isEntra() {
        return user.has("exec") || user.has("auth-provider");
    }

    /** Returns whether the file holds the keys of a local account. */
    boolean hasKeys() {
        return clientKey().isPresent();
    }

    /** Returns the tenant that the user signs in to; empty for local accounts, or if the file does not say it. */
    public Optional<String> tenantId() {
        return argument("--tenant-id", "tenant-id");
    }

    /** Returns kubelogin's name of the cloud; empty if the file does not say it. */
    Optional<String> environment() {
        return argument("--environment", "environment");
    }

    /** Returns the application that tokens for the API server are made out to. */
    String serverId() {
        return argument("--server-id", "apiserver-id").orElse(KubectlLogin.SERVER_ID);
    }

    private Optional<String> argument(String flag, String providerKey) {
        Json provider = user.path("auth-provider").path("config").path(providerKey);
        if (provider.isText()) {
            return Optional.of(provider.asText());
        }
        Json arguments = user.path("exec").path("args");
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).asText().equals(flag)) {
                return Optional.of(arguments.get(i + 1).asText());
            }
        }
        return Optional.empty();
    }

    /** Returns what tells trust and client certificate from others; from it nobody finds out the key. */
    String identity() {
        String all = String.join(
                "|",
                certificateAuthority().orElse(""),
                clientCertificate().orElse(""),
                clientKey().orElse(""));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    /** Returns the certificate authority of the API server, PEM in base64. */
    Optional<String> certificateAuthority() {
        return member(cluster, "certificate-authority-data");
    }

    /** Returns the user's certificate, PEM in base64. */
    Optional<String> clientCertificate() {
        return member(user, "client-certificate-data");
    }

    /** Returns the user's key, PEM in base64. */
    Optional<String> clientKey() {
        return member(user, "client-key-data");
    }

    /** Returns the user's token. */
    Optional<String> token() {
        return member(user, "token");
    }

    /** Returns what proves who the user is, as the file has it. */
    Stream<String> secrets() {
        return Stream.of(token(), clientKey(), member(user, "password")).flatMap(Optional::stream);
    }

    private static Optional<String> member(Json object, String name) {
        return object.path(name).isText() ? Optional.of(object.path(name).asText()) : Optional.empty();
    }

    /**
     * Returns a copy whose user signs in another way.
     *
     * @throws AksException if this one signs in with the keys of a local account, which no program replaces
     */
    public Kubeconfig with(KubectlLogin login) {
        return withUser(login.user(this));
    }

    Kubeconfig withUser(Json.ObjectBuilder other) {
        Json.ObjectBuilder copy = document.edit();
        Json.ArrayBuilder users = copy.putArray("users");
        for (Json entry : document.path("users")) {
            boolean ours = entry.path("name").equals(context.path("user"));
            users.add(ours ? entry.edit().put("user", other) : entry);
        }
        return new Kubeconfig(copy.build());
    }

    static Json.ObjectBuilder object() {
        return Json.object();
    }

    /** Returns the file's text, YAML, secrets included. */
    public String text() {
        return Yaml.write(document);
    }

    /**
     * Writes the file so that only its owner can read it. A file that is there is replaced as a whole or not at all;
     * directories above are made if they are missing.
     *
     * @throws AksException if it cannot be written
     */
    public void writeTo(Path file) {
        OwnerOnlyFile.write(file, text());
    }

    /**
     * Adds this cluster, its user and its context to a file, for example {@code ~/.kube/config}, and makes the context
     * the current one. Entries of the same names are replaced, everything else stays. The file is written like {@link
     * #writeTo}; it is made if it is missing.
     *
     * @throws AksException if the file cannot be read or written, or is no kubeconfig; it is then left as it is
     */
    public void mergeInto(Path file) {
        Json.ObjectBuilder merged = Files.exists(file) ? existing(file) : object();
        if (merged.isEmpty()) {
            merged.put("apiVersion", "v1").put("kind", "Config").putObject("preferences");
        }
        for (String list : List.of("clusters", "contexts", "users")) {
            merged.put(list, replaced(merged.path(list), document.path(list)));
        }
        merged.put("current-context", contextName());
        OwnerOnlyFile.write(file, Yaml.write(merged.build()));
    }

    private static Json.ObjectBuilder existing(Path file) {
        try {
            String text = Files.readString(file);
            if (text.isBlank()) {
                return object();
            }
            Json config = Yaml.read(text);
            if (config.path("clusters").isContainer()) {
                return config.edit();
            }
        } catch (IOException e) {
            throw new AksException("Cannot read " + file + ": " + e + ". Choose a file that you may read.", e);
        } catch (RuntimeException e) {
            // The cause quotes the text, which may hold keys.
            throw new AksException(file + " is not YAML. Choose another file, or move it away.");
        }
        throw new AksException(file + " is no kubeconfig. Choose another file, or move it away.");
    }

    private static Json.ArrayBuilder replaced(Json there, Json ours) {
        Set<String> names = new HashSet<>();
        ours.forEach(entry -> names.add(entry.path("name").asText()));
        Json.ArrayBuilder all = Json.array();
        there.forEach(entry -> {
            if (!names.contains(entry.path("name").asText())) {
                all.add(entry);
            }
        });
        ours.forEach(all::add);
        return all;
    }

    /** Returns context and server, never a secret. */
    @Override
    public String toString() {
        return "kubeconfig " + contextName() + " at " + server();
    }
}
