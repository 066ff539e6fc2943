package dev.aks4j.tests.secrets;

import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The program that is given secrets and says everything it is told. Its output is what is searched. */
public final class SecretsProcess {

    private SecretsProcess() {}

    /** Arguments: the file that says where it works, and what it does: {@code work}, {@code environment} or {@code leak}. */
    public static void main(String[] arguments) throws Exception {
        Logger root = LogManager.getLogManager().getLogger("");
        root.setLevel(Level.ALL);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
        SecretPlace place = new SecretPlace(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "leak" -> PlantedLeaks.all(place);
            case "environment" -> SigningIn.environment(place);
            default -> {
                SigningIn.all(place);
                Rotating.all(place);
                WholeLife.all(place);
                HostileAnswers.all(place);
                HostileClusters.all(place);
                PlainSecrets.all(place);
            }
        }
        Told.scenario("the end");
        Thread.getAllStackTraces().keySet().forEach(thread -> Told.value("thread", thread));
        System.exit(0);
    }
}
