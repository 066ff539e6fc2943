package dev.aks4j.examples.quickstart;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.simulated.time.WallTime;
import dev.aks4j.testkit.SimulatedAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The Azure that the quickstart works on: simulated in this process, or real.
 *
 * @param aks the client
 * @param scheduler the time of that Azure
 * @param endpoint where Azure Resource Manager answers
 * @param ledger where runs write down what they do
 * @param simulator the simulator, unless Azure is real
 */
record Target(Aks aks, Scheduler scheduler, String endpoint, Ledger ledger, Optional<SimulatedAzure> simulator)
        implements AutoCloseable {

    private static final String SUBSCRIPTIONS_API = "2022-12-01";

    static Target of(QuickstartOptions options) {
        return options.subscription().isPresent() ? real(options) : simulated(options);
    }

    private static Target simulated(QuickstartOptions options) {
        if (options.arm().isPresent()) {
            throw new AksException("--arm needs --subscription ID: the subscription to work in over there.");
        }
        if (options.ledger().isPresent()) {
            throw new AksException(
                    "--ledger needs --subscription ID: the simulated Azure in this process ends with it.");
        }
        SimulatedAzure azure = SimulatedAzure.builder()
                .time(WallTime.startingNow(options.timeScale))
                .build();
        Ledger ledger = new MemoryLedger();
        Aks aks = Aks.builder(azure.subscriptionId())
                .ledger(ledger)
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build();
        return new Target(
                aks, azure.transport().scheduler(), AzureCloud.PUBLIC.armEndpoint(), ledger, Optional.of(azure));
    }

    private static Target real(QuickstartOptions options) {
        Transport transport = options.caCertificate().map(Target::trusting).orElseGet(Transport::standard);
        AzureCloud cloud = options.arm()
                .map(arm -> AzureCloud.custom(
                        arm.toString(),
                        options.entra()
                                .orElseThrow(() -> new AksException(
                                        "--arm needs --entra URL: the Entra ID that issues its tokens."))
                                .toString()))
                .orElse(AzureCloud.PUBLIC);
        Ledger ledger = options.ledger().<Ledger>map(FileLedger::open).orElseGet(MemoryLedger::new);
        Aks aks = Aks.builder(options.subscription().orElseThrow())
                .ledger(ledger)
                .credential(AksCredential.standard())
                .cloud(cloud)
                .transport(transport)
                .build();
        return new Target(aks, transport.scheduler(), cloud.armEndpoint(), ledger, Optional.empty());
    }

    private static Transport trusting(Path certificate) {
        if (!Files.isReadable(certificate)) {
            throw new AksException("--ca-certificate " + certificate + " cannot be read; give the path of a PEM file.");
        }
        return Transport.standard(certificate);
    }

    /**
     * Reads the subscription, so that a wrong one, a missing credential or a dead endpoint shows before anything else. In
     * simulated time the first request may take long: Java loads its classes while that time runs.
     */
    void check() {
        Duration limit = isReal() ? Duration.ofSeconds(20) : Duration.ofDays(1);
        ArmRequest subscription =
                ArmRequest.get(ResourceId.subscription(aks.arm().subscriptionId()), SUBSCRIPTIONS_API);
        try {
            scheduler.await(aks.arm().send(subscription.within(limit)), limit);
        } catch (ExecutionException e) {
            throw explained(e.getCause());
        } catch (TimeoutException e) {
            throw new AksException("Azure did not answer within " + Screen.time(limit) + "; try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("Interrupted before anything was sent.");
        }
    }

    private AksException explained(Throwable failure) {
        if (failure instanceof ArmException refused) {
            return new AksException(
                    "Azure does not let you work in subscription " + aks.arm().subscriptionId() + " ("
                            + refused.error().status() + " " + refused.error().code()
                            + "): check the id, and that your credential may see it; \"az account list\" shows those it may.",
                    refused);
        }
        if (failure instanceof NoAnswerException silent) {
            return new AksException(
                    "Nobody answers at " + endpoint + ": check the address and your network, then run it again.",
                    silent);
        }
        return failure instanceof AksException known ? known : new AksException(String.valueOf(failure), failure);
    }

    boolean isReal() {
        return simulator.isEmpty();
    }

    @Override
    public void close() {
        aks.close();
        ledger.close();
        simulator.ifPresent(SimulatedAzure::close);
    }
}
