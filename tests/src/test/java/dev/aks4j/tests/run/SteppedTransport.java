package dev.aks4j.tests.run;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.testkit.SimulatedScheduler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * Real connections on a time that stands still while an answer is on its way: whoever sends waits for the answer. So what
 * a program does over real sockets does not depend on how fast the machine is.
 *
 * @param real the ways out
 * @param scheduler a time that moves only while somebody waits in it
 * @param before what is done before each exchange
 */
public record SteppedTransport(Transport real, Scheduler scheduler, Runnable before) implements Transport {

    /** Waits by a simulator's time. */
    public SteppedTransport(Transport real, SimulatedTime time, Runnable before) {
        this(real, SimulatedScheduler.on(time), before);
    }

    @Override
    public HttpClient azure() {
        HttpClient client = real.azure();
        return new HttpClient() {
            @Override
            public Mono<HttpResponse> send(HttpRequest request) {
                return send(request, Context.NONE);
            }

            @Override
            public Mono<HttpResponse> send(HttpRequest request, Context context) {
                return Mono.defer(() -> {
                    before.run();
                    return Mono.fromFuture(ended(client.send(request, context)
                            .map(HttpResponse::buffer)
                            .flatMap(answer -> answer.getBodyAsByteArray().thenReturn(answer))
                            .toFuture()));
                });
            }
        };
    }

    @Override
    public IHttpClient entra() {
        IHttpClient client = real.entra();
        return request -> {
            before.run();
            return client.send(request);
        };
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        return waiting(io.fabric8.kubernetes.client.http.HttpClient.Factory.class, real.kubernetes());
    }

    /** Returns the same factory, builder or client, whose futures are done when it returns them. */
    private <T> T waiting(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    try {
                        boolean sends = CompletableFuture.class.isAssignableFrom(method.getReturnType());
                        if (sends) {
                            before.run();
                        }
                        Object result = method.invoke(target, given);
                        if (sends) {
                            return ended((CompletableFuture<?>) result);
                        }
                        Class<?> made = method.getReturnType();
                        return made.isInterface()
                                        && made.getName().startsWith(CLIENT)
                                        && !made.getName().endsWith("HttpRequest")
                                ? waiting(made, result)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static final String CLIENT = io.fabric8.kubernetes.client.http.HttpClient.class.getName();

    private static <T> CompletableFuture<T> ended(CompletableFuture<T> future) {
        future.handle((value, failure) -> null).join();
        return future;
    }
}
