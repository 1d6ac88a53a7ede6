# shellcheck shell=bash
# shellcheck disable=SC2154 # state is set in lab/engine.sh
# The images of the lab; read by lab/run. Where no registry can be reached, stand-ins carry the public names, made of packages that are
# installed on this machine and of the broker's distribution from Maven. Our own images are built from the Dockerfiles that are shipped.

have() { docker image inspect "$1" > /dev/null 2>&1; }

# image NAME FOLDER [DOCKERFILE [OPTION...]]: builds it; what was printed is shown if that fails.
image() {
  local began=$SECONDS log
  log="$state/build-$(basename "${1%:*}").log"
  if ! docker build --network host "${@:4}" -t "$1" -f "${3:-$2/Dockerfile}" "$2" > "$log" 2>&1; then
    tail -30 "$log" >&2
    printf 'lab: building %s failed\n' "$1" >&2
    return 1
  fi
  printf '   built %s in %s s\n' "$1" "$((SECONDS - began))"
}

# stand_in NAME FOLDER: builds it where it is not there yet.
stand_in() { have "$1" || image "$@"; }

# all JOB...: waits for these background jobs; fails if one of them failed.
all() {
  local job code=0
  for job in "$@"; do wait "$job" || code=1; done
  return "$code"
}

# The names of the packages that a slim Debian has, and of what these need.
base_packages() {
  local essential
  mapfile -t essential < <(dpkg-query -W -f '${Essential} ${Package}\n' | awk '$1 == "yes" {print $2}')
  apt-cache depends --recurse --installed --no-recommends --no-suggests --no-enhances --no-conflicts --no-breaks --no-replaces \
    "${essential[@]}" apt ca-certificates mawk passwd | awk '/^[a-z0-9]/ {print $1}' | sort -u
}

# What of them is on this machine: their files, but for what the slim image leaves out too, and what their installation made.
base_list() { # PACKAGE...
  dpkg-query -L "$@" | grep -E '^/.' | grep -Ev '^/usr/share/(doc|man|locale|info|lintian)/.' | sed -E 's,^/(bin|sbin|lib|lib64)(/|$),/usr/\1\2,'
  printf '/var/lib/dpkg/info/%s\n' format "${@/%/.*}"
  find /etc/nsswitch.conf /etc/pam.d/common-* /etc/ssl/certs /var/lib/apt/lists \
    /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources -maxdepth 1 2> /dev/null || true # not every machine has all of them
}

base_files() {
  local root=$state/debian names packages
  mapfile -t names < <(base_packages)
  mapfile -t packages < <(dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' "${names[@]}" 2> /dev/null | awk '$1 == "installed" {print $2}')
  mkdir -p "$root"/{dev,proc,run,sys,root,usr/{bin,sbin,lib,lib64},var/lib/dpkg/{alternatives,updates},var/lib/apt/lists/partial,var/cache/apt/archives/partial}
  mkdir -m 1777 "$root"/{,var/}tmp
  ln -s usr/{bin,sbin,lib,lib64} "$root/"
  ln -s /run /run/lock "$root/var/"
  base_list "${packages[@]}" | sort -u | existing | tar -C / -c --no-recursion --hard-dereference -T - 2> /dev/null \
    | tar -C "$root" -xp --keep-directory-symlink
  awk -v RS= -v ORS='\n\n' 'FNR == NR {installed[$1]; next} $2 in installed' <(printf '%s\n\n' "${packages[@]%:*}") /var/lib/dpkg/status \
    > "$root/var/lib/dpkg/status"
  cp /usr/share/base-passwd/passwd.master "$root/etc/passwd"
  cp /usr/share/base-passwd/group.master "$root/etc/group"
  cp lab/standins/debian/dpkg.cfg "$root/etc/dpkg/dpkg.cfg.d/stand-in"
  chroot "$root" sh -ec '
    ldconfig; pwconv; grpconv
    update-alternatives --quiet --install /usr/bin/awk awk /usr/bin/mawk 5
    update-alternatives --quiet --install /usr/bin/which which /usr/bin/which.debianutils 0'
}

# Those of the files named line by line that are there.
existing() {
  local file
  # shellcheck disable=SC2086 # the names of dpkg's own files are patterns
  while IFS= read -r file; do
    case $file in *'*') printf '%s\n' $file ;; *) if [ -e "$file" ] || [ -h "$file" ]; then printf '%s\n' "$file"; fi ;; esac
  done
}

# copy_of STAND-IN PATH...: the stand-in's files, and those paths of this machine, links followed.
copy_of() {
  local to="$state/$1-image"
  mkdir -p "$to/files"
  cp "lab/standins/$1"/* "$to/"
  tar -ch --exclude=bitcode --exclude='llvmjit*' --exclude=jmods --exclude=src.zip --exclude='jvm/*/docs' --exclude='jvm/*/man' \
    -- "${@:2}" 2> /dev/null | tar -x -C "$to/files"
}

# java_files VERSION: the stand-in with the Java of that version that is installed here.
java_files() {
  local home to=$state/temurin-$1-image
  home=$(dirname "$(grep -ls "^JAVA_VERSION=\"$1[.\"]" /usr/lib/jvm/*/release | head -n 1)")
  [[ $home == /* ]] || die "no Java $1 in /usr/lib/jvm"
  copy_of temurin "$home"
  mkdir -p "$state/temurin-image/files/opt/java"
  mv "$state/temurin-image/files$home" "$state/temurin-image/files/opt/java/openjdk"
  mv "$state/temurin-image" "$to"
}

postgres_files() {
  local home=/usr/lib/postgresql/15 libraries
  # What its programs are linked to, but for what every image has.
  mapfile -t libraries < <(find "$home" -type f \( -path '*/bin/*' -o -name '*.so' ! -name 'llvmjit*' \) -exec ldd {} + 2> /dev/null \
    | awk '$2 == "=>" && $3 ~ /^\// {print $3}' | grep -Ev '/lib(c|m|dl|pthread|rt|resolv|gcc_s|stdc\+\+)\.so' | sed 's|^/lib/|/usr/lib/|' | sort -u)
  copy_of postgres "$home" /usr/share/postgresql/15 "${libraries[@]}"
}

prometheus_files() { copy_of prometheus "$(command -v prometheus)"; }

artemis_files() {
  local version=2.40.0 zip to=$state/artemis-image
  zip=$HOME/.m2/repository/org/apache/activemq/apache-artemis/$version/apache-artemis-$version-bin.zip
  if ! [ -e "$zip" ]; then
    zip=$state/apache-artemis-$version-bin.zip
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.apache.activemq:apache-artemis:$version:zip:bin \
      -DoutputDirectory="$state" -Dmdep.useBaseVersion=true > /dev/null
  fi
  mkdir -p "$to"
  unzip -q "$zip" -x '*/web/*' -d "$to"
  mv "$to/apache-artemis-$version" "$to/artemis"
  cp lab/standins/artemis/* "$to/"
}

java_images() {
  stand_in eclipse-temurin:25-jre "$state/temurin-25-image"
  image camel-call-center:local . lab/images/callcenter/Dockerfile --build-arg TRAINING_CALLS=40 # a minute less
  stand_in eclipse-temurin:17-jre "$state/temurin-17-image"
  stand_in apache/activemq-artemis:2.40.0 "$state/artemis-image"
}

peer_images() {
  local name
  for name in kamailio edge sipp; do image "camel-call-center-$name:local" "lab/images/$name"; done
  stand_in prom/prometheus:v2.42.0 "$state/prometheus-image"
}

images() {
  local jobs
  ./callcenter version > /dev/null & jobs=("$!") # builds where that is needed
  if ! have debian:bookworm-slim; then
    base_files & jobs+=("$!")
    artemis_files & jobs+=("$!")
    { java_files 17 && java_files 25; } & jobs+=("$!")
    postgres_files & jobs+=("$!")
    prometheus_files & jobs+=("$!")
  fi
  all "${jobs[@]}" || die "what the images are made of could not be got"
  have debian:bookworm-slim || tar -C "$state/debian" -c . | docker import -c 'CMD ["bash"]' - debian:bookworm-slim > /dev/null
  say "a base image is there"
  java_images & jobs=("$!")
  stand_in postgres:15 "$state/postgres-image" & jobs+=("$!")
  image camel-call-center-baresip:local lab/images/baresip & jobs+=("$!")
  peer_images & jobs+=("$!")
  all "${jobs[@]}" || die "an image could not be built"
}

stand_ins() {
  local version
  version() { docker run --rm --network none --entrypoint "$@" 2> /dev/null | head -1; }
  printf -- '-- stand-ins, under the public names:\n'
  printf '     %-33s %s\n' \
    debian:bookworm-slim "this machine's packages, Debian $(version cat debian:bookworm-slim /etc/debian_version)" \
    postgres:15 "this machine's package, $(version postgres postgres:15 --version)" \
    eclipse-temurin:25-jre "this machine's package, $(version java eclipse-temurin:25-jre --version)" \
    eclipse-temurin:17-jre "this machine's package, $(version java eclipse-temurin:17-jre --version)" \
    apache/activemq-artemis:2.40.0 "the distribution from Maven with an entrypoint of ours" \
    prom/prometheus:v2.42.0 "this machine's package, $(version prometheus prom/prometheus:v2.42.0 --version)" \
    grafana/grafana:10.4.2 "none: not run; its queries are tried against Prometheus" \
    asterisk "none: not run"
  printf -- '   A pass proves our compose file, our images and our programs, not the entrypoints of the vendors.\n'
}
