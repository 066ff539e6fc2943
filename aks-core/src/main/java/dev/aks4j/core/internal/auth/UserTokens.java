package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.ClaimsRequest;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.InteractiveRequestParameters;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person, who signs in once in a browser and whose tokens are then renewed without them, for as long as Entra lets the
 * sign-in live. What renews them is kept in memory, or in a cache that outlives the process.
 */
public final class UserTokens implements TokenSource {

    /** The public application of Azure's own command line, which every tenant knows. */
    private static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String tenant;
    private final Optional<Consumer<String>> codeTeller;
    private final Optional<Supplier<ITokenCacheAccessAspect>> cache;
    private @Nullable PublicClientApplication application;
    private @Nullable ExpiryReader http;
    private Optional<IAccount> account = Optional.empty();

    private UserTokens(
            String tenant, Optional<Consumer<String>> codeTeller, Optional<Supplier<ITokenCacheAccessAspect>> cache) {
        this.tenant = tenant;
        this.codeTeller = codeTeller;
        this.cache = cache;
    }

    /** The person opens an address on any machine and types a code; both are in the text that is told. */
    public static UserTokens deviceCode(String tenant, Consumer<String> teller) {
        return new UserTokens(tenant, Optional.of(teller), Optional.empty());
    }

    /** A browser opens on this machine. */
    public static UserTokens interactive(String tenant) {
        return new UserTokens(tenant, Optional.empty(), Optional.empty());
    }

    /** Returns the same with a cache, which is opened with the first sign-in. */
    public UserTokens keptIn(Supplier<ITokenCacheAccessAspect> aspect) {
        return new UserTokens(tenant, codeTeller, Optional.of(aspect));
    }

    @Override
    public Optional<Duration> personsTime() {
        return Optional.of(Duration.ofMinutes(15));
    }

    @Override
    public String description() {
        return (codeTeller.isPresent() ? "a user's device code" : "a user's browser") + " in tenant " + tenant;
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        prepare(surroundings);
        CompletableFuture<IAuthenticationResult> silent = known().thenCompose(
                        found -> found.map(who -> silently(who, scope, claims)).orElseGet(() -> signIn(scope, claims)));
        return silent.handle((result, failure) -> {
            if (failure == null) {
                remember(result);
                return new AccessToken(result.accessToken(), http().expires().atOffset(ZoneOffset.UTC));
            }
            throw new CompletionException(http().clean(Causes.of(failure)));
        });
    }

    /** Returns who signed in before, in this process or in one that left it in the cache. */
    private CompletableFuture<Optional<IAccount>> known() {
        Optional<IAccount> here = remembered();
        if (here.isPresent() || cache.isEmpty()) {
            return CompletableFuture.completedFuture(here);
        }
        return application()
                .getAccounts()
                .thenApply(accounts -> accounts.stream()
                        .filter(each -> each.getTenantProfiles() == null
                                || each.getTenantProfiles().isEmpty()
                                || !GUID.matcher(tenant).matches()
                                || each.getTenantProfiles().containsKey(tenant.toLowerCase(Locale.ROOT)))
                        .min(Comparator.comparing(IAccount::homeAccountId)));
    }

    private synchronized Optional<IAccount> remembered() {
        return account;
    }

    private CompletableFuture<IAuthenticationResult> silently(IAccount known, String scope, Optional<String> claims) {
        try {
            SilentParameters.SilentParametersBuilder parameters =
                    SilentParameters.builder(Set.of(scope), known).forceRefresh(true);
            claims.ifPresent(json -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(json)));
            return application()
                    .acquireTokenSilently(parameters.build())
                    .handle((result, failure) ->
                            failure == null ? CompletableFuture.completedFuture(result) : signIn(scope, claims))
                    .thenCompose(next -> next);
        } catch (MalformedURLException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<IAuthenticationResult> signIn(String scope, Optional<String> claims) {
        if (codeTeller.isPresent()) {
            DeviceCodeFlowParameters.DeviceCodeFlowParametersBuilder parameters = DeviceCodeFlowParameters.builder(
                    Set.of(scope), code -> codeTeller.get().accept(code.message()));
            claims.ifPresent(json -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(json)));
            return application().acquireToken(parameters.build());
        }
        InteractiveRequestParameters.InteractiveRequestParametersBuilder parameters =
                InteractiveRequestParameters.builder(URI.create("http://localhost"))
                        .scopes(Set.of(scope));
        claims.ifPresent(json -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(json)));
        return application().acquireToken(parameters.build());
    }

    private PublicClientApplication application() {
        return Objects.requireNonNull(application, "prepared before it is asked");
    }

    private ExpiryReader http() {
        return Objects.requireNonNull(http, "prepared before it is asked");
    }

    private synchronized void remember(IAuthenticationResult result) {
        account = Optional.ofNullable(result.account());
    }

    private synchronized void prepare(Surroundings surroundings) {
        if (application != null) {
            return;
        }
        ExpiryReader reader = new ExpiryReader(surroundings.entra(), surroundings.scheduler(), List.of(), false);
        http = reader;
        try {
            PublicClientApplication.Builder builder = PublicClientApplication.builder(AZURE_CLI);
            cache.ifPresent(kept -> builder.setTokenCacheAccessAspect(kept.get()));
            application = builder.authority(surroundings.cloud().entraAuthority() + "/" + tenant + "/")
                    .instanceDiscovery(false)
                    .httpClient(reader)
                    .executorService(new Workers(surroundings.scheduler().blocking()))
                    .disableInternalRetries()
                    .build();
        } catch (MalformedURLException e) {
            throw new CredentialException("The tenant \"" + tenant + "\" is not one; write its id or its domain.", e);
        }
    }
}
