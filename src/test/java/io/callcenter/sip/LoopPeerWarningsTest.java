package io.callcenter.sip;

@OnLoops
class LoopPeerWarningsTest extends PeerWarningsTest {}
