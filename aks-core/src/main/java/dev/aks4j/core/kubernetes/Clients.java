package dev.aks4j.core.kubernetes;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.KubernetesHttp;
import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Makes fabric8 clients from kubeconfigs; nothing is read from the surroundings. Thread-safe. */
final class Clients {

    private static final Duration TOKEN_LIMIT = Duration.ofMinutes(1);

    private final Transport transport;
    private final Tokens tokens;
    private final Duration connectTimeout;
    private final Duration requestTimeout;

    Clients(Transport transport, Tokens tokens, Duration connectTimeout, Duration requestTimeout) {
        this.transport = transport;
        this.tokens = tokens;
        this.connectTimeout = connectTimeout;
        this.requestTimeout = requestTimeout;
    }

    /** Returns a client that asks for a token itself, blocking the thread that makes a request. */
    KubernetesClient forCallers(Kubeconfig kubeconfig) {
        ConfigBuilder config = config(kubeconfig);
        if (kubeconfig.isEntra()) {
            String scope = scope(kubeconfig);
            config.withOauthTokenProvider(() -> token(scope));
            return build(
                    kubeconfig,
                    config,
                    true,
                    http -> http.addOrReplaceInterceptor(
                            TokenRefreshInterceptor.NAME, new EntraTokens(tokens, scope, () -> token(scope))));
        }
        return build(kubeconfig, config, true, http -> {});
    }

    /** Returns a client whose requests bring their own token and are repeated by whoever makes them. */
    KubernetesClient forAccess(Kubeconfig kubeconfig) {
        ConfigBuilder config = config(kubeconfig);
        return build(
                kubeconfig, kubeconfig.isEntra() ? config.withOauthTokenProvider(() -> "") : config, false, http -> {});
    }

    /** Returns what a token for a cluster with Microsoft Entra ID is asked for. */
    static String scope(Kubeconfig kubeconfig) {
        return kubeconfig.serverId() + "/.default";
    }

    private ConfigBuilder config(Kubeconfig kubeconfig) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(kubeconfig.server().toString())
                .withNamespace("default")
                .withConnectionTimeout((int) connectTimeout.toMillis())
                .withRequestTimeout((int) requestTimeout.toMillis())
                // It would send everything again, ten times, and each time for as long.
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("aks4j");
        kubeconfig.certificateAuthority().ifPresent(config::withCaCertData);
        if (!kubeconfig.isEntra()) {
            kubeconfig.clientCertificate().ifPresent(config::withClientCertData);
            kubeconfig.clientKey().ifPresent(config::withClientKeyData);
            // Without a provider fabric8 looks for a token in the surroundings once a minute.
            String token = kubeconfig.token().orElse("");
            if (!token.isEmpty() && !Secrets.isSendable(token)) {
                throw new AksException("The token in the kubeconfig " + kubeconfig.contextName()
                        + " has characters that no header can hold. Fetch the kubeconfig anew.");
            }
            config.withOauthTokenProvider(() -> token);
        }
        return config;
    }

    private KubernetesClient build(
            Kubeconfig kubeconfig, ConfigBuilder config, boolean repeats, Consumer<HttpClient.Builder> settings) {
        HttpClient.Factory factory = transport.kubernetes();
        KubernetesClientBuilder builder = new KubernetesClientBuilder()
                .withConfig(config.build())
                .withHttpClientFactory(
                        factory instanceof KubernetesHttp shared ? shared.as(kubeconfig.identity(), repeats) : factory)
                .withHttpClientBuilderConsumer(http -> {
                    // It would log tokens and the values of secrets at TRACE.
                    http.addOrReplaceInterceptor("HttpLogging", null);
                    settings.accept(http);
                });
        Scheduler scheduler = transport.scheduler();
        // Each would keep threads of its own. Where time is simulated, they are not of that time.
        return (scheduler.movesOnlyWhileWaiting() ? builder : builder.withTaskExecutor(scheduler.blocking())).build();
    }

    private String token(String scope) {
        try {
            AccessToken token = transport.scheduler().await(tokens.token(scope), TOKEN_LIMIT);
            return token.getToken();
        } catch (ExecutionException e) {
            throw Causes.of(e) instanceof RuntimeException known
                    ? known
                    : new AksException("Getting a token for the Kubernetes API failed.", Causes.of(e));
        } catch (TimeoutException e) {
            throw new AksException("No token for the Kubernetes API came within " + TOKEN_LIMIT + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("Waiting for a token for the Kubernetes API was interrupted.");
        }
    }
}
