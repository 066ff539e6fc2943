package dev.aks4j.testkit;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes an Azure and a facade for each test method, and looks afterwards for operations that nobody finished. */
final class AksExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(AksExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getTestMethod().isPresent() && (type == SimulatedAzure.class || type == Aks.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Aks.class ? aks(context) : azure(context);
    }

    private static SimulatedAzure azure(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        SimulatedAzure.class,
                        key -> SimulatedAzure.builder().seed(seed(context)).build(),
                        SimulatedAzure.class);
    }

    private static long seed(ExtensionContext context) {
        return context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, AksTest.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AksTest.class))
                .map(AksTest::seed)
                .orElse(4L);
    }

    private static Aks aks(ExtensionContext context) {
        return context.getStore(STORE)
                .computeIfAbsent(
                        Aks.class,
                        key -> {
                            SimulatedAzure azure = azure(context);
                            return Aks.builder(azure.subscriptionId())
                                    .credential(AksCredential.clientSecret(
                                            azure.tenantId(), azure.clientId(), azure.clientSecret()))
                                    .transport(azure.transport())
                                    .build();
                        },
                        Aks.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SimulatedAzure azure = context.getStore(STORE).get(SimulatedAzure.class, SimulatedAzure.class);
        boolean allowed = AnnotationSupport.isAnnotated(context.getTestMethod(), LeavesOperations.class)
                || AnnotationSupport.isAnnotated(context.getTestClass(), LeavesOperations.class);
        if (azure != null && !allowed && context.getExecutionException().isEmpty()) {
            requireNothingUnfinished(azure);
        }
        if (azure != null && context.getExecutionException().isEmpty()) {
            requireFaultsHappened(azure);
        }
    }

    static void requireFaultsHappened(SimulatedAzure azure) {
        List<String> never = azure.faults().neverHappened();
        if (!never.isEmpty()) {
            throw new AssertionError(
                    "Faults that the test asked for never happened, so it says nothing about them:\n  "
                            + String.join("\n  ", never)
                            + "\nCorrect the requests that they wait for, or call azure.faults().clear() if they need not happen.");
        }
    }

    static void requireNothingUnfinished(SimulatedAzure azure) {
        List<String> unfinished = azure.unfinishedOperations();
        if (!unfinished.isEmpty()) {
            throw new AssertionError("The test left operations of the simulated Azure unfinished:\n  "
                    + String.join("\n  ", unfinished)
                    + "\nWait for them, or annotate the test with @LeavesOperations.");
        }
    }
}
