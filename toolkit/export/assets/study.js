
start();
