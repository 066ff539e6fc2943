package dev.aks4j.simulated.azure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the program is told on its command line. Immutable. */
final class SimulatorOptions {

    /** What each flag takes. */
    private static final Map<String, String> FLAGS = flags();

    static final String USAGE = usage();

    private final double timeScale;
    private final long seed;
    private final int armPort;
    private final Optional<Path> caFile;
    private final Optional<Integer> controlPort;
    private final Optional<Path> stateFile;
    private final boolean stateSecrets;
    private final boolean serviceController;
    private final boolean help;

    private SimulatorOptions(Map<String, String> given) {
        timeScale = timeScale(given.getOrDefault("--time-scale", "100"));
        seed = seed(given.getOrDefault("--seed", "4"));
        armPort = port("--arm-port", given.getOrDefault("--arm-port", "0"));
        caFile = Optional.ofNullable(given.get("--ca-file")).map(Path::of);
        controlPort = Optional.ofNullable(given.get("--control-port")).map(text -> port("--control-port", text));
        stateFile = Optional.ofNullable(given.get("--state-file")).map(Path::of);
        stateSecrets = onOrOff("--state-secrets", given.getOrDefault("--state-secrets", "off"));
        serviceController = onOrOff("--service-controller", given.getOrDefault("--service-controller", "on"));
        help = given.containsKey("--help");
    }

    private static Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("--time-scale", "number");
        flags.put("--seed", "number");
        flags.put("--arm-port", "number");
        flags.put("--ca-file", "path");
        flags.put("--control-port", "number");
        flags.put("--service-controller", "on or off");
        flags.put("--state-file", "path");
        flags.put("--state-secrets", "on or off");
        return flags;
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder("usage: simulator");
        FLAGS.forEach((flag, value) -> usage.append(" [")
                .append(flag)
                .append(' ')
                .append(value.equals("number") ? "N" : value.equals("path") ? "PATH" : value.replace(" or ", "|"))
                .append(']'));
        return usage.toString();
    }

    static SimulatorOptions parse(String[] arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            if (flag.equals("--help") || flag.equals("-h")) {
                given.put("--help", "");
            } else if (!FLAGS.containsKey(flag)) {
                List<String> known = List.copyOf(FLAGS.keySet());
                throw new IllegalArgumentException("Unknown argument '" + argument + "': the simulator knows "
                        + String.join(", ", known.subList(0, known.size() - 1)) + " and "
                        + known.get(known.size() - 1) + ".");
            } else if (equals < 0 && i + 1 == arguments.length) {
                String value = FLAGS.get(flag);
                throw new IllegalArgumentException(
                        "The flag " + flag + " needs " + (value.startsWith("on") ? "" : "a ") + value + " after it.");
            } else {
                given.put(flag, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
            }
        }
        return new SimulatorOptions(given);
    }

    private static int port(String flag, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers that are out of range.
        }
        throw new IllegalArgumentException(
                flag + " needs a port from 0, for a free one, to 65535, not '" + text + "'.");
    }

    private static double timeScale(String text) {
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && !Double.isInfinite(scale)) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers that are out of range.
        }
        throw new IllegalArgumentException("--time-scale needs a number above zero, not '" + text + "'.");
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed needs a whole number, not '" + text + "'.");
        }
    }

    private static boolean onOrOff(String flag, String text) {
        if (!text.equals("on") && !text.equals("off")) {
            throw new IllegalArgumentException(flag + " is on or off, not '" + text + "'.");
        }
        return text.equals("on");
    }

    /** Returns how many simulated seconds pass in a real one. */
    double timeScale() {
        return timeScale;
    }

    /** Returns the seed of everything made up. */
    long seed() {
        return seed;
    }

    /** Returns the port of Azure Resource Manager; 0 for a free one. */
    int armPort() {
        return armPort;
    }

    /** Returns where the certificate of the simulator's authority is written and left; a temporary file if empty. */
    Optional<Path> caFile() {
        return caFile;
    }

    /** Returns the port of the control endpoint; empty for none. */
    Optional<Integer> controlPort() {
        return controlPort;
    }

    /** Returns whether services get load balancers from the simulator, and not from somebody else's controller. */
    boolean serviceController() {
        return serviceController;
    }

    /** Returns the file from which the state is loaded, if it is there, and to which it is saved; empty for none. */
    Optional<Path> stateFile() {
        return stateFile;
    }

    /** Returns whether the state file holds the secrets that were sent. */
    boolean stateSecrets() {
        return stateSecrets;
    }

    /** Returns whether only the usage is asked for. */
    boolean help() {
        return help;
    }
}
