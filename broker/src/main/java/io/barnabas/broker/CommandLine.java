// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.ConfigFile;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.KafkaEnvironment;
import io.barnabas.broker.config.ListenerConfig;
import io.barnabas.broker.seed.SeedPlan;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user typed, read into what to do and the broker's properties. Read by hand: a library for six options costs start-up time. */
final class CommandLine {
    static final String USAGE = """
            Usage: barnabas COMMAND [option...]

            barnabas start         a broker that Kafka clients talk to; without options it
                                   listens on localhost:9092 and keeps its data in ./data

              --config FILE        a Kafka server.properties file to start from
              --port N             listen on this port (of the first listener)
              --data DIR           keep the data here, made when missing
              --set NAME=VALUE     set a property of Kafka's, over the file; may be given many times
              --seed FILE          topics, records, offsets and users that shall be there (YAML)
              --console WHERE      the page to look at the broker with: PORT, HOST:PORT or off;
                                   without --config and --env it is on localhost:9080
              --env                take KAFKA_* variables as Kafka's container does: KAFKA_NUM_PARTITIONS=3,
                                   CLUSTER_ID, KAFKA_CREATE_TOPICS=orders:3:1; listens on every address

            barnabas health        says whether the broker of these options answers, by its exit code too

            And to look at a running broker, this one or another that speaks Kafka:

            barnabas topics        list, describe, create, delete topics
            barnabas produce       write records
            barnabas consume       print the records of a topic
            barnabas tail          print the last records, and then what comes
            barnabas groups        list, describe, delete groups
            barnabas reset-offsets let a group go on elsewhere
            barnabas explain       what happened to a group or a client, and why
            barnabas completion    print the completion script of bash and zsh

            'barnabas COMMAND --help' says more. Of all:
              --version            print the version and leave
              --help               print this and leave""";

    private static final String DEFAULT_DATA = "data";
    private static final String DEFAULT_LISTENER = "PLAINTEXT://localhost:9092";
    private static final String CONTAINER_LISTENER = "PLAINTEXT://:9092";
    private static final String OURS = "barnabas.";
    private static final String CONSOLE = OURS + "console";
    private static final String DEFAULT_CONSOLE = "default";
    private static final String OFF = "off";
    private static final int MAX_PORT = 65535;

    /** What to do. */
    enum Action {
        START,
        HEALTH,
        PRINT_HELP,
        PRINT_VERSION,
        /** Not for users: what bin/barnabas runs to see which classes a broker loads. */
        REHEARSE
    }

    private final Action action;
    private final Map<String, String> properties;
    private final StartOptions options;
    private final boolean container;
    private final Map<String, String> console;

    private CommandLine(
            Action action,
            Map<String, String> properties,
            StartOptions options,
            boolean container,
            Map<String, String> console) {
        this.action = action;
        this.properties = properties;
        this.options = options;
        this.container = container;
        this.console = console;
    }

    private static CommandLine without(Action action) {
        return new CommandLine(action, Map.of(), StartOptions.NONE, false, Map.of());
    }

    Action action() {
        return action;
    }

    /** Kafka names and values: defaults of ours, then the file, then the options. */
    Map<String, String> properties() {
        return properties;
    }

    /** All that are named, the controller's too. */
    List<Endpoint> listeners() {
        return ListenerConfig.parse(properties.getOrDefault("listeners", DEFAULT_LISTENER));
    }

    StartOptions options() {
        return options;
    }

    /** Whether it is started as Kafka's container is. */
    boolean isContainer() {
        return container;
    }

    /** What was said of the console, by name; empty when it is off. */
    Map<String, String> console() {
        return console;
    }

    /** Throws {@link StartupException} with what is wrong. */
    static CommandLine parse(List<String> arguments, Map<String, String> environment) {
        var rest = new ArrayDeque<>(arguments);
        if (rest.contains("--help") || rest.contains("-h") || rest.isEmpty()) {
            return without(Action.PRINT_HELP);
        }
        if (rest.contains("--version")) {
            return without(Action.PRINT_VERSION);
        }
        String command = rest.remove();
        if (command.equals("rehearse")) {
            return start(Action.REHEARSE, rest, environment);
        }
        if (command.equals("health")) {
            return start(Action.HEALTH, rest, environment);
        }
        if (!command.equals("start")) {
            throw new StartupException("Unknown command '" + command + "'; 'barnabas --help' shows what there is");
        }
        return start(Action.START, rest, environment);
    }

    private static CommandLine start(Action action, ArrayDeque<String> rest, Map<String, String> environment) {
        @Nullable String file = null;
        @Nullable String port = null;
        @Nullable String data = null;
        @Nullable String seed = null;
        @Nullable String console = null;
        boolean container = false;
        var set = new HashMap<String, String>();
        while (!rest.isEmpty()) {
            String option = rest.remove();
            int equals = option.startsWith("--") ? option.indexOf('=') : -1;
            if (equals > 0) {
                rest.addFirst(option.substring(equals + 1));
                option = option.substring(0, equals);
            }
            switch (option) {
                case "--config" -> file = valueOf(option, rest);
                case "--port" -> port = valueOf(option, rest);
                case "--data" -> data = valueOf(option, rest);
                case "--seed" -> seed = valueOf(option, rest);
                case "--env" -> container = true;
                case "--console" -> console = valueOf(option, rest);
                case "--set" -> addTo(set, valueOf(option, rest));
                default ->
                    throw new StartupException(
                            "Unknown option '" + option + "'; 'barnabas --help' shows what there is");
            }
        }
        var properties = new HashMap<String, String>();
        if (file != null) {
            properties.putAll(ConfigFile.read(pathOf(file)));
        }
        StartOptions options = StartOptions.NONE;
        if (container) {
            var variables = new KafkaEnvironment(environment);
            properties.putAll(variables.properties());
            properties.putIfAbsent("listeners", CONTAINER_LISTENER);
            options = new StartOptions(
                    variables.clusterId(), SeedPlan.ofTopicList("KAFKA_CREATE_TOPICS", variables.createTopics()));
        }
        if (seed != null) {
            options = new StartOptions(options.clusterId(), options.seed().and(SeedPlan.read(pathOf(seed))));
        }
        properties.putAll(set);
        setData(properties, data);
        setPort(properties, port);
        if (console != null) {
            properties.put(CONSOLE, console);
        }
        if (file == null && !container && action == Action.START) {
            properties.putIfAbsent(CONSOLE, DEFAULT_CONSOLE);
        }
        Map<String, String> ofConsole = takeConsole(properties);
        return new CommandLine(action, properties, options, container, ofConsole);
    }

    /** Takes the properties that are the console's and not Kafka's out of the others. */
    private static Map<String, String> takeConsole(Map<String, String> properties) {
        var console = new HashMap<String, String>();
        properties.keySet().removeIf(name -> {
            if (name.equals(CONSOLE) || name.startsWith(CONSOLE + ".")) {
                console.put(name.substring(OURS.length()), String.valueOf(properties.get(name)));
                return true;
            }
            return false;
        });
        String where = console.getOrDefault("console", OFF);
        int colon = where.lastIndexOf(':');
        if (!where.equals(OFF) && !where.equals(DEFAULT_CONSOLE) && !isPort(where.substring(colon + 1))) {
            throw new StartupException("Option --console needs PORT, HOST:PORT or off, not '" + where + "'");
        }
        return where.equals(OFF) ? Map.of() : console;
    }

    private static String valueOf(String option, ArrayDeque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new StartupException("Option " + option + " needs a value");
        }
        return value;
    }

    private static void addTo(Map<String, String> set, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new StartupException("Option --set needs NAME=VALUE, not '" + assignment + "'");
        }
        set.put(
                assignment.substring(0, equals).strip(),
                assignment.substring(equals + 1).strip());
    }

    private static void setData(Map<String, String> properties, @Nullable String data) {
        boolean named = properties.containsKey("log.dirs") || properties.containsKey("log.dir");
        if (data == null && named) {
            return;
        }
        Path directory =
                pathOf(data == null ? DEFAULT_DATA : data).toAbsolutePath().normalize();
        properties.remove("log.dir");
        properties.remove("metadata.log.dir");
        properties.put("log.dirs", directory.toString());
    }

    private static Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new StartupException("'" + text + "' is no path: " + e.getMessage());
        }
    }

    private static void setPort(Map<String, String> properties, @Nullable String port) {
        if (port != null && !isPort(port)) {
            throw new StartupException("Option --port needs a number from 0 to " + MAX_PORT + ", not '" + port + "'");
        }
        if (port != null) {
            properties.putIfAbsent("listeners", DEFAULT_LISTENER);
            properties.computeIfPresent("listeners", (name, listeners) -> withPort(listeners, port));
            properties.computeIfPresent("advertised.listeners", (name, listeners) -> withPort(listeners, port));
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT;
    }

    /** The list with the port of its first listener replaced. */
    private static String withPort(String listeners, String port) {
        int comma = listeners.indexOf(',');
        String first = comma < 0 ? listeners : listeners.substring(0, comma);
        String others = comma < 0 ? "" : listeners.substring(comma);
        int colon = first.lastIndexOf(':');
        return colon < 0 ? listeners : first.substring(0, colon + 1) + port + others;
    }
}
